// The verbs of a player: play, pause, step, seek. `changed` hears of each, and whether things came to rest.
import { Clock, generationAt } from "./clock.js";
import { commonEdge, commonPlan, joinSync, leaveSync, tellOthers } from "./sync.js";

/** @import { Run } from "../data/runs.js" */
/** @import { Scene } from "../panels/scene.js" */
/** @import { Pace } from "./clock.js" */

export class Transport {
  clock = new Clock();
  /** @type {Run | null} */ awaited = null;
  /** @type {number | null} */ wish = null;
  reached = 0; // the farthest that the viewer has seen since what lies ahead is hidden

  /** @param {Scene} scene @param {(rests: boolean) => void} changed */
  constructor(scene, changed) {
    this.scene = scene;
    this.changed = changed;
    joinSync(this);
  }

  close() {
    leaveSync(this);
  }

  get generation() { return Math.floor(this.clock.position + 1e-6); }
  get playing() { return this.clock.playing; }
  // A long stride is a hundred generations, or a tenth of a short run.
  get stride() { return this.scene.planned >= 1000 ? 100 : Math.max(1, Math.round(this.scene.planned / 10)); }

  // The last generation that has arrived, while more are to come; of a run that is awaited, that one's.
  get edge() {
    const run = this.awaited ?? this.scene.run;
    return run && !run.done ? run.loaded - 1 : Infinity;
  }

  // A run is taken up where it was left, and the others come along.
  /** @param {Run} run @param {boolean} playing */
  open(run, playing) {
    this.clock.position = run.position;
    this.reached = this.generation;
    this.setPlaying(run.playing ?? playing, true);
  }

  /** @param {Transport} leader */
  follow(leader) {
    const { clock, scene } = this;
    if (!scene.loaded) return;
    clock.position = scene.run.position = Math.min(leader.clock.position, scene.loaded - 1);
    this.setOwn(leader.playing && this.generation < scene.final, true);
  }

  /** @param {number} elapsed @param {Pace} pace */
  advance(elapsed, pace) {
    const { clock, scene } = this;
    clock.advance(elapsed, pace, commonPlan(), Math.min(scene.loaded - 1, Math.max(clock.position, commonEdge())));
    scene.run.position = clock.position;
    if (this.generation >= scene.final) this.setOwn(false, true);
  }

  /** @param {boolean} playing */
  setPlaying(playing, rests = false) {
    this.setOwn(playing, rests);
    tellOthers(this);
  }

  /** @param {boolean} playing @param {boolean} rests */
  setOwn(playing, rests) {
    this.wish = null;
    this.clock.playing = playing;
    this.clock.owed = 0;
    this.clock.begins = playing;
    this.scene.run.playing = playing;
    this.changed(rests && !playing);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (!this.scene.loaded) return;
    if (this.generation >= this.scene.final) this.clock.position = 0;
    this.setPlaying(true);
  }

  pause() {
    this.setPlaying(false, true);
  }

  // Still held by the viewer: nothing rests until they let go.
  /** @param {number} generation */
  seek(generation, rests = false) {
    const { clock, scene } = this;
    if (!scene.loaded) return;
    clock.position = Math.min(scene.loaded - 1, Math.max(0, Math.round(generation)));
    scene.run.position = clock.position;
    const beyond = Number.isFinite(generation) && generation - clock.position > 1 && !scene.run.done;
    this.setPlaying(false, rests);
    this.wish = beyond ? generation : null;
  }

  // More has come: on to where the viewer wanted to be.
  arrive() {
    if (this.wish !== null && this.scene.loaded - 1 > this.clock.position) this.seek(this.wish, true);
  }

  // A jump ends where the viewer has been, where what lies ahead is hidden; playing on and a step do not.
  /** @param {number} generation @param {boolean} rests */
  jump(generation, rests) {
    this.seek(this.scene.ahead ? generation : Math.min(generation, this.reached), rests);
  }

  // It is drawn.
  /** @param {number} generation */
  seen(generation) {
    this.reached = Math.max(this.reached, generation);
  }

  // Along a slider, or along curves that end where the longest run beside this one does.
  /** @param {number} fraction @param {number} last */
  scrub(fraction, last = this.scene.planned) {
    this.jump(generationAt(fraction, last, this.scene.logarithmic), false);
  }

  /** @param {number} generations */
  step(generations) { this.seek(this.generation + generations, true); }
  // To the next, or the last, of the generations on the film strip.
  /** @param {number} direction */
  moment(direction) {
    const ahead = (/** @type {number} */ moment) => (moment - this.generation) * direction > 0;
    const moments = [...this.scene.run.moments, this.scene.final].filter(ahead).sort((a, b) => (a - b) * direction);
    if (moments.length) this.seek(moments[0], true);
  }

  onward() { this.forward(); }
  back() { this.step(-1); }
  forward() { this.step(1); }
  first() { this.step(-Infinity); }
  last() { this.jump(Infinity, true); }
}
