// What all panels of a player look at: the run, the theme, the lens, and the kind of axis.
import { ease, fixedLens, followLens, sameLens } from "./lens.js";

export class Scene {
  constructor(theme, logarithmic) {
    Object.assign(this, { run: null, theme, lens: null, fixed: null, logarithmic, gallery: 0, brief: false, byHand: "" });
  }

  // `brief`: the picture alone. `byHand`: what the viewer does to see the next generation, who must not see further.
  open(run) {
    Object.assign(this, { run, lens: null });
  }

  get loaded() { return this.run?.loaded ?? 0; }
  // The curves beside the picture; none where it stands alone.
  get series() { return this.brief ? [] : this.run.series; }
  get planned() { return (this.run?.total ?? 1) - 1; }
  // The last generation there will be: a run that was cancelled ends early.
  get final() { return this.run?.done ? this.loaded - 1 : this.planned; }

  // Turns the lens towards what is to be seen; returns whether it moved.
  focus(plot, generation, following, elapsed) {
    const aspect = plot.width / plot.height;
    this.fixed = fixedLens(this.run, aspect);
    const lens = this.lens ?? this.fixed;
    const target = following ? followLens(this.run, generation, aspect, lens) : this.fixed;
    const next = ease(lens, target, this.lens ? elapsed : Infinity);
    const moved = !this.lens || !sameLens(next, lens);
    this.lens = next;
    return moved;
  }

  // What there is to say about a run that is not all there.
  situation(generation, playing) {
    const { run, loaded } = this;
    if (run.lost) return run.lost;
    if (run.done && loaded < run.total) return loaded ? `${run.status} at generation ${loaded - 1}` : run.status;
    if (run.done || this.byHand) return "";
    const waits = playing && generation >= loaded - 1;
    return run.headway || (waits ? `waiting for generation ${loaded}` : "");
  }
}
