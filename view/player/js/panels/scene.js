// What all panels of a player look at: the run, the theme, the camera, and the kind of axis.
import { ease, fixedCamera, followingCamera, sameCamera } from "./camera.js";
/** @import { Box } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */
/** @import { Run } from "../data/runs.js" */
/** @import { Camera } from "./camera.js" */

export class Scene {
  /** @type {Run} */ run; // none before one is opened
  /** @type {Camera} */ camera;
  /** @type {Camera} */ fixed;
  aimed = false;
  gallery = 0;
  brief = false; // the picture alone
  keyed = true; // a line in the picture says what its marks are
  vector = false; // drawn by a pen that has no pixels
  ahead = true; // whether what lies ahead of the viewer is shown
  byHand = ""; // what the viewer does to see the next generation, who must not see further

  /** @param {Theme} theme @param {boolean} logarithmic */
  constructor(theme, logarithmic) {
    this.theme = theme;
    this.logarithmic = logarithmic;
  }

  /** @param {Run} run */
  open(run) {
    this.run = run;
    this.aimed = false;
  }

  get loaded() { return this.run?.loaded ?? 0; }
  get foresees() { return this.ahead && !this.byHand; }
  // So many generations the curves may tell of, where the viewer is at this one.
  /** @param {number} generation */
  told(generation) { return this.foresees ? this.loaded : Math.min(this.loaded, generation + 1); }
  // The curves beside the picture; none where it stands alone.
  get series() { return this.brief ? [] : this.run.series; }
  get planned() { return (this.run?.total ?? 1) - 1; }
  // The last generation there will be: a run that was cancelled ends early.
  get final() { return this.run?.done ? this.loaded - 1 : this.planned; }

  // Whether a generation is the last that there will be.
  /** @param {number} generation */
  ends(generation) { return Boolean(this.run.done) && generation > 0 && generation >= this.final; }

  // Turns the camera towards what is to be seen; returns whether it moved.
  /** @param {Box} plot @param {number} generation @param {boolean} following @param {number} elapsed */
  focus(plot, generation, following, elapsed) {
    const aspect = plot.width / plot.height;
    this.fixed = fixedCamera(this.run, aspect);
    const camera = this.aimed ? this.camera : this.fixed;
    const target = following ? followingCamera(this.run, generation, aspect, camera) : this.fixed;
    const next = ease(camera, target, this.aimed ? elapsed : Infinity);
    const moved = !this.aimed || !sameCamera(next, camera);
    this.camera = next;
    this.aimed = true;
    return moved;
  }

  // What there is to say about a run that is not all there.
  /** @param {number} generation @param {boolean} playing */
  situation(generation, playing) {
    const { run, loaded } = this;
    if (run.lost) return run.lost;
    if (run.done && loaded < run.total) return loaded ? `${run.status} at generation ${loaded - 1}` : run.status;
    if (run.done || this.byHand) return "";
    const waits = playing && generation >= loaded - 1;
    return run.headway || (waits ? `waiting for generation ${loaded}` : "");
  }
}
