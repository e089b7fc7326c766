// Puts the parts together: chunks come in, the clock ticks, the panels draw.
import { Surface } from "./canvas/surface.js";
import { readTheme } from "./canvas/theme.js";
import { CaptureDialog } from "./capture/dialog.js";
import { decode } from "./data/decode.js";
import { Requests } from "./data/requests.js";
import { openChunk, takeChunk } from "./data/runs.js";
import { connect } from "./dom/controls.js";
import { Fullscreen } from "./dom/fullscreen.js";
import { partOf } from "./dom/part.js";
import { hearEverything } from "./dom/presenting.js";
import { Readout } from "./dom/readout.js";
import { requestRerun } from "./dom/rerun.js";
import { Ways } from "./dom/ways.js";
import { Curves } from "./panels/curves.js";
import { FilmStrip } from "./panels/film_strip.js";
import { panelFor } from "./panels/panels.js";
import { Scene } from "./panels/scene.js";
import { everyone, habits, hearAhead } from "./playback/habits.js";
import { goOn, keepPlaceOf } from "./playback/place.js";
import { Transport } from "./playback/transport.js";
/** @import { Chunk, Opening, OpeningChunk } from "./data/chunk.js" */
/** @import { Run } from "./data/runs.js" */

/** @typedef {{ run: string, generation: number }} View where the viewer paused */

const SETTLE_MS = 250;
keepPlaceOf(everyone);

// How often in a row the server did not know a run.
let missed = 0;

export class Player {
  frames = 0; // that were drawn
  drawn = -1; // the generation that is, -1: to be drawn anew
  shown = -1;
  said = "";
  before = 0;
  settling = 0;
  brief = false;
  byHand = "";
  autoplay = false;
  ended = false;
  following = habits.following;
  still = matchMedia("(prefers-reduced-motion: reduce)");
  leaving = new AbortController();
  signal = this.leaving.signal;
  /** @type {{ view: (view: View) => void, ahead: (ahead: boolean) => void, way: (way: number) => void }} */ send;

  /** @param {HTMLElement} root */
  constructor(root) {
    everyone.add(this);
    this.root = root;
    this.requests = new Requests((run, chunk) => this.fetched(run, chunk), (run) => this.lost(run));
    this.readout = new Readout(root);
    this.scene = new Scene(readTheme(root), habits.logarithmic);
    this.scene.ahead = habits.ahead;
    this.transport = new Transport(this.scene, (rests) => this.changed(rests));
    this.cloud = new Surface(partOf(root, ".cloud", HTMLCanvasElement));
    this.charts = new Surface(partOf(root, ".charts", HTMLCanvasElement));
    this.curves = new Curves(root);
    this.filmStrip = new FilmStrip(partOf(root, ".film", HTMLElement), (generation) => this.transport.seek(generation, true));
    this.fullscreen = new Fullscreen(root);
    this.ways = new Ways(root, (way) => this.send.way(way));
    this.captureDialog = new CaptureDialog(this, everyone);
    connect(this);
    hearEverything(this, () => this.presented && this.leads);
    this.sizes = new ResizeObserver(() => this.refresh());
    for (const { canvas } of [this.cloud, this.charts]) this.sizes.observe(canvas);
    this.showSettings();
    this.tick = this.tick.bind(this);
    this.request = requestAnimationFrame(this.tick);
    Object.assign(root, { player: this });
  }

  get generation() { return this.transport.generation; }
  get playing() { return this.transport.playing; }
  get loaded() { return this.scene.loaded; }
  get leads() { return everyone.values().next().value === this; }
  get presented() { return this.root.hasAttribute("data-presented"); }

  // What the page itself brings: which run, how it is to be seen, and its first generations.
  /** @param {Uint8Array<ArrayBuffer>} bytes */
  take(bytes) {
    const chunk = /** @type {OpeningChunk} */ (decode(bytes));
    const run = openChunk(chunk);
    this.brief = chunk.brief;
    this.byHand = chunk.by_hand;
    this.autoplay = chunk.autoplay;
    this.ended = chunk.ended;
    this.ways.offer(chunk.ways);
    this.show(chunk);
    hearAhead(chunk.ahead);
    goOn(this, run);
    this.receive(run);
    this.requests.follow(run);
  }

  // What comes by itself.
  /** @param {Run} run @param {Chunk} chunk */
  fetched(run, chunk) {
    missed = 0;
    takeChunk(chunk, run);
    if (run.done && !this.ended) requestRerun(); // the page has something to say at the end
    this.receive(run);
  }

  /** @param {Run} run */
  receive(run) {
    this.transport.awaited = null;
    if (run === this.scene.run) this.arrived();
    else if (this.reaches(run)) this.open(run, this.autoplay);
    else this.await(run);
  }

  // The server does not know the run any more: the page begins another one, or says that it cannot.
  /** @param {Run} run */
  lost(run) {
    missed += 1;
    if (missed === 1) return requestRerun();
    run.lost = "this run is not on the server any more; reload the page to have it again";
    if (run === this.scene.run) this.saySituation();
    else this.await(run);
  }

  // As large as the page around wants it.
  /** @param {Opening} opening */
  show({ presented, beneath }) {
    this.root.toggleAttribute("data-presented", presented);
    this.root.toggleAttribute("data-leads", this.leads);
    this.fullscreen.take(beneath);
  }

  // Whether a new run has something to show; one that continues, what lies beyond the viewer's place.
  /** @param {Run} run */
  reaches(run) {
    return run.loaded > this.placeIn(run) || (run.done && run.loaded > 0);
  }

  /** @param {Run} run */
  placeIn(run) {
    return run.continues === this.scene.run?.id ? this.scene.run.position : run.position;
  }

  // Not yet: keep the old picture, dimmed.
  /** @param {Run} run */
  await(run) {
    this.transport.awaited = run;
    this.root.dataset.state = "stale";
    const wanted = Math.max(run.loaded, run.paused ?? 0);
    const there = run.loaded && run.loaded < wanted ? `, ${run.loaded} there` : "";
    this.readout.say("waiting", run.lost || (run.done && run.status) || run.headway || `waiting for generation ${wanted}${there}`);
  }

  /** @param {Run} run @param {boolean} autoplay */
  open(run, autoplay) {
    const playing = (autoplay || this.playing) && !this.still.matches;
    run.position = Math.min(this.placeIn(run), run.loaded - 1);
    this.scene.open(run);
    this.scene.brief = this.brief;
    this.scene.byHand = this.byHand;
    this.root.style.setProperty("--charts", String(this.scene.series.length));
    this.root.toggleAttribute("data-brief", this.brief); // one of several: the cloud alone
    this.readout.galleries(this.scene);
    this.setGallery(Math.min(this.scene.gallery, Math.max(0, run.galleries.length - 1)));
    this.cloud.show([panelFor(this.scene)]);
    this.readout.curves(this.scene);
    this.setCurve(this.curves.chosen);
    this.filmStrip.open(this.scene);
    this.transport.open(run, playing);
    this.arrived();
  }

  arrived() {
    this.root.dataset.state = "shown";
    this.transport.arrive();
    this.handOver();
    this.saySituation();
    this.redrawCharts();
  }

  // From the computer to the viewer's hand, who begins at the beginning, or back, to go on from there.
  handOver() {
    const { run } = this.scene;
    const byHand = (this.scene.byHand = this.byHand);
    this.readout.byHand(byHand);
    if (Boolean(byHand) === run.inHand) return;
    run.inHand = Boolean(byHand);
    if (byHand) this.transport.first();
    else if (!this.still.matches) this.transport.play();
  }

  redrawCharts() {
    this.readout.run(this.scene);
    this.charts.stale = true;
    for (const player of everyone) player.redraw(); // their axes are alike
  }

  refresh() {
    this.scene.theme = readTheme(this.root);
    this.cloud.placed = this.charts.placed = false;
    this.filmStrip.refresh(this.scene.theme);
    this.redraw();
  }

  redraw() {
    this.drawn = -1;
  }

  /** @param {number} now */
  tick(now) {
    this.request = requestAnimationFrame(this.tick);
    const elapsed = this.before ? now - this.before : 0;
    this.before = now;
    if (!this.loaded) return;
    if (this.playing) this.transport.advance(elapsed, habits);
    if (this.focus(elapsed) || this.drawn !== this.generation) this.draw();
  }

  // After a rest, as when the tab was hidden, time goes on from now.
  rest() {
    this.before = 0;
  }

  /** @param {boolean} rests */
  changed(rests) {
    this.readout.playing(this.playing);
    this.saySituation();
    if (rests) this.settle();
  }

  saySituation() {
    this.readout.say("waiting", this.scene.situation(this.generation, this.playing));
  }

  /** @param {number} elapsed */
  focus(elapsed) {
    if (!this.cloud.place()) return false;
    const { plot } = this.cloud.panels[0];
    const moved = this.scene.focus(plot, this.generation, this.following, this.still.matches ? Infinity : elapsed);
    if (moved) this.cloud.stale = true;
    return moved;
  }

  // Between the frames of the story there are more, for whoever looks closer than it is played.
  /** @param {number} generation */
  lookCloser(generation) {
    const { run } = this.scene;
    const { stride } = habits;
    if (this.playing && stride === "log") return;
    const ahead = this.playing ? generation + Math.min(run.stretch, 30 * Number(stride)) : generation;
    const missing = run.frames.has(generation) ? ahead : generation;
    if (this.playing || !run.frames.has(generation)) this.requests.near(run, Math.min(missing, run.loaded - 1));
  }

  draw() {
    const { generation } = this;
    this.lookCloser(generation);
    if (this.shown !== generation) this.frames += 1;
    this.shown = this.drawn = generation;
    this.cloud.draw(generation);
    this.charts.draw(generation);
    this.filmStrip.draw(this.loaded);
    this.filmStrip.mark(generation, this.scene.foresees);
    this.transport.seen(generation);
    this.readout.place(this.scene, generation);
    this.ways.show(this.scene.ends(generation));
    this.saySituation();
  }

  // Tells the page, once things have come to rest, which generation is being looked at.
  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.report(), SETTLE_MS);
  }

  report() {
    if (!this.loaded || this.playing) return;
    const { generation, scene } = this;
    const said = `${scene.run.id} ${generation}`;
    if (said === this.said) return;
    this.said = said;
    this.readout.summarise(scene, generation, [this.cloud.canvas, this.charts.canvas]);
    this.send.view({ run: scene.run.id, generation });
  }

  // Whether what lies ahead is shown.
  /** @param {boolean} ahead */
  lookAhead(ahead) {
    this.scene.ahead = ahead;
    this.transport.reached = this.generation;
    this.showSettings();
    if (this.loaded) this.redrawCharts();
  }

  /** @param {boolean} logarithmic */
  turnAxis(logarithmic) {
    this.scene.logarithmic = logarithmic;
    this.showSettings();
    if (this.loaded) this.redrawCharts();
  }

  // Which of the galleries is on the wall.
  /** @param {number} gallery */
  setGallery(gallery) {
    this.scene.gallery = gallery;
    this.cloud.stale = true;
    this.showSettings();
    this.redraw();
  }

  /** @param {number} curve */
  setCurve(curve) {
    this.curves.chosen = curve;
    this.charts.show(this.curves.panels(this.scene));
    this.showSettings();
    this.redraw();
  }

  nextGallery() {
    const { galleries } = this.scene.run ?? { galleries: [] };
    if (galleries.length) this.setGallery((this.scene.gallery + 1) % galleries.length);
  }

  /** @param {boolean} following */
  setZoom(following) {
    habits.following = this.following = following;
    this.showSettings();
  }

  showSettings() {
    this.readout.settings(habits, this.scene.logarithmic, this.following, this.scene.gallery, this.curves.chosen);
    this.readout.ahead(this.scene.ahead);
  }

  close() {
    everyone.delete(this);
    this.leaving.abort();
    this.transport.close();
    this.sizes.disconnect();
    this.fullscreen.close();
    this.requests.stop();
    clearTimeout(this.settling);
    cancelAnimationFrame(this.request);
  }
}
