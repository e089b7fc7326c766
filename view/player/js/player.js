// Puts the parts together: chunks come in, the clock ticks, the panels draw.
import { ChartPanel } from "./charts.js";
import { connect } from "./controls.js";
import { decode } from "./decode.js";
import { drawAnew } from "./anew.js";
import { Fetching } from "./fetching.js";
import { Film } from "./film.js";
import { Filling } from "./filling.js";
import { panelFor } from "./panels.js";
import { hearEverything } from "./presenting.js";
import { Readout } from "./readout.js";
import { openChunk, takeChunk } from "./runs.js";
import { Scene } from "./scene.js";
import { Studio } from "./studio.js";
import { Surface } from "./surface.js";
import { readTheme } from "./theme.js";
import { Transport } from "./transport.js";
import { zoomOf } from "./zoom.js";

const SETTLE_MS = 250;
// How people like to watch: kept when they leave the page and come back.
const habits = { wait: "16", stride: "log", logarithmic: true, following: false };

const everyone = new Set();

// How often in a row the server did not know a run.
let missed = 0;

export class Player {
  constructor(root) {
    everyone.add(this);
    Object.assign(this, { root, frames: 0, drawn: -1, before: 0, settling: 0, following: habits.following });
    this.leaving = new AbortController();
    this.signal = this.leaving.signal;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.fetching = new Fetching((run, chunk) => this.fetched(run, chunk), (run) => this.lost(run));
    this.readout = new Readout(root);
    this.scene = new Scene(readTheme(root), habits.logarithmic);
    this.transport = new Transport(this.scene, (rests) => this.changed(rests));
    this.cloud = new Surface(root.querySelector(".cloud"));
    this.charts = new Surface(root.querySelector(".charts"));
    this.film = new Film(root.querySelector(".film"), (generation) => this.transport.seek(generation, true));
    this.filling = new Filling(root);
    this.studio = new Studio(this, everyone);
    connect(this);
    hearEverything(this, () => this.presented && this.leads);
    this.sizes = new ResizeObserver(() => this.refresh());
    this.sizes.observe(root.querySelector(".stage"));
    this.showSettings();
    this.tick = this.tick.bind(this);
    this.request = requestAnimationFrame(this.tick);
    root.player = this;
  }

  get generation() { return this.transport.generation; }
  get playing() { return this.transport.playing; }
  get loaded() { return this.scene.loaded; }
  get leads() { return everyone.values().next().value === this; }
  get presented() { return this.root.hasAttribute("data-presented"); }

  // What the page itself brings: which run, how it is to be seen, and its first generations.
  take(bytes) {
    const chunk = decode(bytes);
    const run = openChunk(chunk);
    Object.assign(this, { brief: chunk.brief, byHand: chunk.by_hand, autoplay: chunk.autoplay, ended: chunk.ended });
    this.show(chunk);
    this.receive(run);
    this.fetching.follow(run);
  }

  // What comes by itself.
  fetched(run, chunk) {
    missed = 0;
    takeChunk(chunk, run);
    if (run.done && !this.ended) drawAnew(); // the page has something to say at the end
    this.receive(run);
  }

  receive(run) {
    this.transport.awaited = null;
    if (run === this.scene.run) this.arrived();
    else if (this.reaches(run)) this.open(run, this.autoplay);
    else this.await(run);
  }

  // The server does not know the run any more: the page begins another one, or says that it cannot.
  lost(run) {
    missed += 1;
    if (missed === 1) return drawAnew();
    run.lost = "this run is not on the server any more; reload the page to have it again";
    if (run === this.scene.run) this.saySituation();
    else this.await(run);
  }

  // As large as the page around wants it.
  show({ presented, beneath }) {
    this.root.toggleAttribute("data-presented", presented);
    this.root.toggleAttribute("data-leads", this.leads);
    this.filling.take(beneath);
  }

  // Whether a new run has something to show; one that continues, what lies beyond the viewer's place.
  reaches(run) {
    return run.loaded > this.placeIn(run) || (run.done && run.loaded > 0);
  }

  placeIn(run) {
    return run.continues === this.scene.run?.id ? this.scene.run.position : run.position;
  }

  // Not yet: keep the old picture, dimmed.
  await(run) {
    this.transport.awaited = run;
    this.root.dataset.state = "stale";
    const wanted = Math.max(run.loaded, run.paused ?? 0);
    const there = run.loaded && run.loaded < wanted ? `, ${run.loaded} there` : "";
    this.readout.say("waiting", run.lost || (run.done && run.status) || run.headway || `waiting for generation ${wanted}${there}`);
  }

  open(run, autoplay) {
    const playing = (autoplay || this.playing) && !this.still.matches;
    run.position = Math.min(this.placeIn(run), run.loaded - 1);
    this.scene.open(run);
    Object.assign(this.scene, { brief: this.brief, byHand: this.byHand });
    this.root.style.setProperty("--charts", this.scene.series.length);
    this.root.toggleAttribute("data-brief", this.brief); // one of several: the cloud alone
    this.readout.galleries(this.scene);
    this.setGallery(Math.min(this.scene.gallery, Math.max(0, run.galleries.length - 1)));
    this.cloud.show([panelFor(this.scene)]);
    this.charts.show(this.scene.series.map((series, i, all) => new ChartPanel(this.scene, series, i === all.length - 1)));
    this.film.open(this.scene);
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
    this.redraw();
  }

  refresh() {
    this.scene.theme = readTheme(this.root);
    this.cloud.placed = this.charts.placed = false;
    this.film.refresh(this.scene.theme);
    this.redraw();
  }

  redraw() {
    this.drawn = -1;
  }

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

  changed(rests) {
    this.readout.playing(this.playing);
    this.saySituation();
    if (rests) this.settle();
  }

  saySituation() {
    this.readout.say("waiting", this.scene.situation(this.generation, this.playing));
  }

  focus(elapsed) {
    if (!this.cloud.place()) return false;
    const { plot } = this.cloud.panels[0];
    const moved = this.scene.focus(plot, this.generation, this.following, this.still.matches ? Infinity : elapsed);
    if (moved) this.cloud.stale = true;
    return moved;
  }

  // Between the frames of the story there are more, for whoever looks closer than it is played.
  lookCloser(generation) {
    const { run } = this.scene;
    const { stride } = habits;
    if (this.playing && stride === "log") return;
    const ahead = this.playing ? generation + Math.min(run.stretch, 30 * Number(stride)) : generation;
    const missing = run.frames.has(generation) ? ahead : generation;
    if (this.playing || !run.frames.has(generation)) this.fetching.near(run, Math.min(missing, run.loaded - 1));
  }

  draw() {
    const { generation } = this;
    this.lookCloser(generation);
    if (this.shown !== generation) this.frames += 1;
    this.shown = this.drawn = generation;
    this.cloud.draw(generation);
    this.charts.draw(generation);
    this.film.draw(this.loaded);
    this.film.mark(generation);
    this.readout.place(this.scene, generation);
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

  fractionUnder(clientX) {
    const { canvas, panels } = this.charts;
    if (!panels.length) return 0;
    const { x, width } = panels[0].plot;
    return ((clientX - canvas.getBoundingClientRect().left) / zoomOf(canvas) - x) / width;
  }

  setPace(name, value) {
    habits[name] = value;
    for (const player of everyone) player.showSettings();
  }

  setAxis(logarithmic) {
    habits.logarithmic = logarithmic;
    for (const player of everyone) player.turnAxis(logarithmic);
  }

  turnAxis(logarithmic) {
    this.scene.logarithmic = logarithmic;
    this.showSettings();
    if (this.loaded) this.redrawCharts();
  }

  // Which of the galleries is on the wall.
  setGallery(gallery) {
    this.scene.gallery = gallery;
    this.cloud.stale = true;
    this.showSettings();
    this.redraw();
  }

  nextGallery() {
    const { galleries } = this.scene.run ?? { galleries: [] };
    if (galleries.length) this.setGallery((this.scene.gallery + 1) % galleries.length);
  }

  setZoom(following) {
    habits.following = this.following = following;
    this.showSettings();
  }

  showSettings() {
    this.readout.settings(habits, this.scene.logarithmic, this.following, this.scene.gallery);
  }

  close() {
    everyone.delete(this);
    this.leaving.abort();
    this.transport.close();
    this.sizes.disconnect();
    this.filling.close();
    this.fetching.stop();
    clearTimeout(this.settling);
    cancelAnimationFrame(this.request);
  }
}
