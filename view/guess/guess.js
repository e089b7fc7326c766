// A chart on which a point is dragged to where one expects it, and on which the run then answers.
const SVG = "http://www.w3.org/2000/svg";
const [LEFT, RIGHT, TOP, BOTTOM] = [46, 22, 16, 38];
const charts = new WeakMap();

export default function mount({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".guess");
  if (!charts.has(root)) charts.set(root, new Chart(root));
  const chart = charts.get(root);
  const send = (told) => setStateValue("guess", told);
  chart.send = send;
  if (data?.question) chart.take(data);
  return () => {
    if (chart.send !== send) return; // a newer call has come in between
    chart.close();
    charts.delete(root);
  };
}

class Chart {
  constructor(root) {
    this.root = root;
    this.drawing = root.querySelector(".drawing");
    this.handle = root.querySelector(".handle");
    this.keys = root.querySelector(".keys");
    this.value = null;
    this.listen();
  }

  listen() {
    this.ends = new AbortController();
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.ends.signal });
    on(this.drawing, "pointerdown", (event) => this.grab(event));
    on(this.drawing, "pointermove", (event) => this.held && this.follow(event));
    for (const name of ["pointerup", "pointercancel"]) on(this.drawing, name, () => this.release());
    on(this.handle, "input", () => this.set(Number(this.handle.value) * this.data.step));
    on(this.handle, "change", () => this.tell());
    on(this.handle, "keydown", ({ key }) => (key === "Enter" || key === " ") && this.settle());
    this.watch = new ResizeObserver(() => this.data && this.draw());
    this.watch.observe(this.drawing);
  }

  close() {
    this.ends.abort();
    this.watch.disconnect();
  }

  take(data) {
    const before = this.data;
    if (before?.question !== data.question || data.locked) this.value = data.value;
    this.fresh = data.course && !(before?.question === data.question && before.course);
    this.data = data;
    this.root.toggleAttribute("data-open", !data.locked);
    this.root.toggleAttribute("data-along", data.along);
    Object.assign(this.handle, { min: 0, max: Math.round(data.highest / data.step), step: 1, disabled: data.locked });
    this.handle.value = Math.round(this.shown / data.step);
    this.drawing.classList.toggle("fresh", Boolean(this.fresh));
    this.draw();
  }

  // Before anything was guessed, the point waits where nothing would have changed.
  get shown() { return this.value ?? (this.data.along ? this.data.last / 2 : this.data.start); }

  grab(event) {
    if (this.data.locked || event.button) return;
    this.held = true;
    this.drawing.setPointerCapture(event.pointerId);
    this.follow(event);
    event.preventDefault(); // and leave the focus where it is: a focused slider would swallow the page's own keys
  }

  follow(event) {
    const box = this.drawing.getBoundingClientRect();
    const { along, last, most, highest, step } = this.data;
    const across = ((event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT)) * last;
    const up = (1 - (event.clientY - box.top - TOP) / (box.height - TOP - BOTTOM)) * most;
    const value = Math.min(highest, Math.max(0, along ? across : up));
    this.set(Math.round(value / step) * step);
  }

  release() {
    if (this.held) this.tell();
    this.held = false;
  }

  settle() {
    this.set(this.shown);
    this.tell();
  }

  set(value) {
    this.value = value;
    this.handle.value = Math.round(value / this.data.step);
    this.draw();
  }

  tell() {
    const { question, step } = this.data;
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    this.send({ question, value: Number(this.value.toFixed(digits)) });
  }

  word(value, pattern = this.data.short) {
    if (this.data.along && value > this.data.last) return this.data.never;
    if (this.data.beyond && value === this.data.most) return this.data.beyond;
    const number = value * this.data.scale;
    return pattern.replace("{}", number < 1 && number > 0 && this.data.scale > 1 ? "<1" : Math.round(number).toLocaleString("en"));
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.drawing;
    if (!width) return;
    this.x = (g) => LEFT + (Math.min(g, this.data.last) / this.data.last) * (width - LEFT - RIGHT) + (g > this.data.last ? 8 : 0);
    this.height = (v) => height - BOTTOM - (v / this.data.most) * (height - TOP - BOTTOM);
    this.y = (v) => this.height(Math.min(v, this.data.most));
    this.drawing.replaceChildren();
    this.frame(width, height);
    this.answer();
    this.point();
    this.explain();
    this.handle.setAttribute("aria-valuetext", this.value === null ? "nothing guessed yet" : this.word(this.value, this.data.spoken));
  }

  frame(width, height) {
    const { across, up, label, at, level, last, start, along } = this.data;
    for (const [value, text] of up) {
      this.add("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: this.y(value), y2: this.y(value) });
      this.add("text", { x: LEFT - 8, y: this.y(value) + 4, "text-anchor": "end" }, text);
    }
    for (const [value, text] of across) this.add("text", { x: this.x(value), y: height - BOTTOM + 17, "text-anchor": "middle" }, text);
    this.add("text", { x: (LEFT + width - RIGHT) / 2, y: height - 4, "text-anchor": "middle" }, "generation");
    this.add("text", { x: LEFT + 12, y: TOP - 6 }, label);
    const [x, y] = [this.x(at ?? 0), this.y(level)];
    if (along) this.add("line", { class: "asked", x1: LEFT, x2: this.x(last), y1: y, y2: y });
    else this.add("line", { class: "asked", x1: x, x2: x, y1: TOP, y2: height - BOTTOM });
    this.add("circle", { class: "begin", cx: this.x(0), cy: this.y(start), r: 5 });
  }

  answer() {
    const { course, law, truth, along, at, level } = this.data;
    if (!course) return;
    // What outgrows the chart leaves it at the top.
    const window = this.add("svg", { y: TOP - 3, width: "100%", height: this.drawing.clientHeight - TOP - BOTTOM + 6, class: "window" });
    const paths = this.add("g", { transform: `translate(0 ${3 - TOP})` }, "", window);
    if (law.length) this.add("path", { class: "law", d: this.line(law) }, "", paths);
    this.add("path", { class: "course", d: this.line(course), pathLength: 1 }, "", paths);
    const [x, y] = along ? [this.x(truth), this.y(level)] : [this.x(at), this.y(truth)];
    this.add("circle", { class: "truth", cx: x, cy: y, r: 8 });
    const below = this.value !== null && this.value > truth;
    this.name(x, y, this.word(truth), "found", below);
  }

  point() {
    const { start, along, at, level, course, locked } = this.data;
    if (locked && this.value === null) return;
    const [x, y] = along ? [this.x(this.shown), this.y(level)] : [this.x(at), this.y(this.shown)];
    const state = course ? "own past" : this.value === null ? "own unset" : "own";
    this.add("path", { class: "expected", d: `M${this.x(0)} ${this.y(start)}L${x} ${y}` });
    if (!course) this.add("circle", { class: "halo", cx: x, cy: y, r: 24 });
    this.add("circle", { class: state, cx: x, cy: y, r: 11 });
    const above = course ? this.value > this.data.truth : y > TOP + 40;
    const text = this.value === null ? "drag me" : course ? `you: ${this.word(this.value)}` : this.word(this.value);
    this.name(x, y, text, "said", !above);
  }

  // Beside its point: on the side where there is room, above it or below.
  name(x, y, text, kind, below) {
    const right = x < this.drawing.clientWidth / 2;
    const low = this.drawing.clientHeight - BOTTOM - 6;
    const place = Math.min(low, Math.max(TOP + 12, y + (below ? 26 : -16)));
    this.add("text", { class: kind, x: x + (right ? 12 : -12), y: place, "text-anchor": right ? "start" : "end" }, text);
  }

  explain() {
    const { course, law, locked } = this.data;
    const hint = locked ? "The run is on its way." : this.value === null ? "Drag the point to where you expect it." : "Drag on until you are content.";
    const words = course
      ? [["of-course", "what happened"], this.value !== null && ["of-guess", "your guess"], law.length && ["of-law", "the law"]]
      : [["hint", hint]];
    this.keys.replaceChildren(...words.filter(Boolean).map(([kind, text]) => Object.assign(document.createElement("span"), { className: kind, textContent: text })));
  }

  line(points) { return "M" + points.map(([g, v]) => `${this.x(g).toFixed(1)} ${this.height(v).toFixed(1)}`).join("L"); }

  add(kind, attributes, text = "", within = this.drawing) {
    const made = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    within.append(made);
    return made;
  }
}
