// A chart on which a point is dragged to where one expects it, and on which the run then answers; or a whole class's guesses.
import { rows } from "./crowd.js";

const SVG = "http://www.w3.org/2000/svg";
const [LEFT, RIGHT, TOP, BOTTOM] = [46, 22, 16, 38];
const DOT = 14; // pixels from one guess of a crowd to the next
/** @typedef {[number, number][]} Curve generation and value of some of its points */

/**
 * What is asked, in `view/lesson`; once it is answered, the course of the run.
 * @typedef {object} Question
 * @property {string} question
 * @property {number} last
 * @property {number} most
 * @property {number} at
 * @property {number} level
 * @property {number} start
 * @property {boolean} along whether a generation is asked for, not a value
 * @property {number} scale
 * @property {number} step
 * @property {number} highest
 * @property {number | null} value
 * @property {boolean} locked
 * @property {string} label
 * @property {string} spoken
 * @property {string} short
 * @property {string} never
 * @property {string} beyond
 * @property {[number, string][]} across
 * @property {[number, string][]} up
 * @property {Curve} [course]
 * @property {number} [truth]
 * @property {Curve} [law]
 * @property {number[]} [crowd] what a whole class has guessed
 * @property {string} [hint] what is said below it before the answer
 */

/** @typedef {{ question: string, value: number }} Told */

/** @template {Element} T @param {ParentNode} root @param {string} selector @returns {T} */
export const partOf = (root, selector) => /** @type {T} */ (root.querySelector(selector));

export class Chart {
  /** @type {Question} */ data; // none before the first is asked
  /** @type {number | null} */ value = null;
  /** @type {(told: Told) => void} */ send;
  held = false;
  width = 0;
  bottom = 0;
  ends = new AbortController();
  watch = new ResizeObserver(() => this.data && this.draw());

  /** @param {Element} root */
  constructor(root) {
    this.root = root;
    this.drawing = /** @type {SVGSVGElement} */ (partOf(root, ".drawing"));
    this.handle = /** @type {HTMLInputElement} */ (partOf(root, ".handle"));
    this.keys = partOf(root, ".keys");
    this.listen();
  }

  listen() {
    const { drawing, handle } = this;
    const { signal } = this.ends;
    drawing.addEventListener("pointerdown", (event) => this.grab(event), { signal });
    drawing.addEventListener("pointermove", (event) => this.held && this.follow(event), { signal });
    for (const name of ["pointerup", "pointercancel"]) drawing.addEventListener(name, () => this.release(), { signal });
    handle.addEventListener("input", () => this.set(Number(handle.value) * this.data.step), { signal });
    handle.addEventListener("change", () => this.tell(), { signal });
    handle.addEventListener("keydown", ({ key }) => (key === "Enter" || key === " ") && this.settle(), { signal });
    this.watch.observe(drawing);
  }

  close() {
    this.ends.abort();
    this.watch.disconnect();
  }

  /** @param {Question} data */
  take(data) {
    const before = this.data;
    if (before?.question !== data.question || data.locked) this.value = data.value;
    const fresh = data.course && !(before?.question === data.question && before.course);
    this.data = data;
    this.root.toggleAttribute("data-open", !data.locked);
    this.root.toggleAttribute("data-along", data.along);
    Object.assign(this.handle, { min: 0, max: Math.round(data.highest / data.step), step: 1, disabled: data.locked });
    this.handle.value = String(Math.round(this.shown / data.step));
    this.drawing.classList.toggle("fresh", Boolean(fresh));
    this.draw();
  }

  // Before anything was guessed, the point waits where nothing would have changed.
  get shown() { return this.value ?? (this.data.along ? this.data.last / 2 : this.data.start); }

  /** @param {PointerEvent} event */
  grab(event) {
    if (this.data.locked || event.button) return;
    this.held = true;
    this.drawing.setPointerCapture(event.pointerId);
    this.follow(event);
    event.preventDefault(); // and leave the focus where it is: a focused slider would swallow the page's own keys
  }

  /** @param {PointerEvent} event */
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

  /** @param {number} value */
  set(value) {
    this.value = value;
    this.handle.value = String(Math.round(value / this.data.step));
    this.draw();
  }

  tell() {
    const { question, step } = this.data;
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    this.send({ question, value: Number(this.shown.toFixed(digits)) });
  }

  /** @param {number} value */
  word(value, pattern = this.data.short) {
    if (this.data.along && value > this.data.last) return this.data.never;
    if (this.data.beyond && value === this.data.most) return this.data.beyond;
    const number = value * this.data.scale;
    return pattern.replace("{}", number < 1 && number > 0 && this.data.scale > 1 ? "<1" : Math.round(number).toLocaleString("en"));
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.drawing;
    if (!width) return;
    this.width = width;
    this.bottom = height - BOTTOM;
    this.drawing.replaceChildren();
    this.frame(width, height);
    this.answer();
    this.crowd();
    this.point();
    this.explain();
    this.handle.setAttribute("aria-valuetext", this.value === null ? "nothing guessed yet" : this.word(this.value, this.data.spoken));
  }

  /** @param {number} generation */
  x(generation) {
    const { last } = this.data;
    return LEFT + (Math.min(generation, last) / last) * (this.width - LEFT - RIGHT) + (generation > last ? 8 : 0);
  }

  /** @param {number} value */
  height(value) {
    return this.bottom - (value / this.data.most) * (this.bottom - TOP);
  }

  /** @param {number} value */
  y(value) {
    return this.height(Math.min(value, this.data.most));
  }

  /** @param {number} width @param {number} height */
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
    const { course, law = [], truth = NaN, along, at, level } = this.data;
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

  // Each guess as a dot at its own height, or along the line that is asked about, beside those that are the same.
  crowd() {
    const { crowd = [], along, at, level } = this.data;
    const places = crowd.map((value) => (along ? this.x(value) : this.y(value)));
    const room = along ? this.y(level) - TOP : this.x(at) - LEFT - 2 * DOT;
    const out = rows(places, DOT, room);
    for (const [i, place] of places.entries()) {
      const [cx, cy] = along ? [place, this.y(level) - out[i]] : [this.x(at) - out[i], place];
      this.add("circle", { class: "pupil", cx, cy, r: DOT / 2 });
    }
  }

  point() {
    const { start, along, at, level, course, truth = NaN, locked } = this.data;
    if (locked && this.value === null) return;
    const [x, y] = along ? [this.x(this.shown), this.y(level)] : [this.x(at), this.y(this.shown)];
    const unset = this.value === null;
    const state = course ? "own past" : unset ? "own unset" : "own";
    this.add("path", { class: "expected", d: `M${this.x(0)} ${this.y(start)}L${x} ${y}` });
    if (!course) this.add("circle", { class: "halo", cx: x, cy: y, r: 24 });
    this.add("circle", { class: state, cx: x, cy: y, r: 11 });
    const above = course ? this.shown > truth : y > TOP + 40;
    this.name(x, y, unset ? "drag me" : this.said(), "said", !above);
  }

  said() {
    return `${this.data.course ? "you: " : ""}${this.word(this.shown)}`;
  }

  // Beside its point: on the side where there is room, above it or below.
  /** @param {number} x @param {number} y @param {string} text @param {string} kind @param {boolean} below */
  name(x, y, text, kind, below) {
    const right = x < this.drawing.clientWidth / 2;
    const low = this.drawing.clientHeight - BOTTOM - 6;
    const place = Math.min(low, Math.max(TOP + 12, y + (below ? 26 : -16)));
    this.add("text", { class: kind, x: x + (right ? 12 : -12), y: place, "text-anchor": right ? "start" : "end" }, text);
  }

  task() {
    if (this.data.locked) return "The run is on its way.";
    return this.value === null ? "Drag the point to where you expect it." : "Drag on until you are content.";
  }

  explain() {
    const { course, law = [], crowd = [] } = this.data;
    const hint = this.data.hint ?? this.task();
    const guess = this.value === null ? [] : [["of-guess", "your guess"]];
    const others = crowd.length ? [["of-crowd", "the class’s guesses"]] : [];
    const known = law.length ? [["of-law", "the law"]] : [];
    const words = course ? [["of-course", "what happened"], ...guess, ...others, ...known] : [["hint", hint]];
    this.keys.replaceChildren(...words.map(([className, textContent]) => Object.assign(document.createElement("span"), { className, textContent })));
  }

  /** @param {Curve} points */
  line(points) { return "M" + points.map(([g, v]) => `${this.x(g).toFixed(1)} ${this.height(v).toFixed(1)}`).join("L"); }

  /** @param {string} kind @param {Record<string, string | number>} attributes @param {string} [text] @param {Element} [within] */
  add(kind, attributes, text = "", within = this.drawing) {
    const made = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.textContent = text;
    within.append(made);
    return made;
  }
}
