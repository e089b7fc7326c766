// The film strip: a few generations side by side, each a button that leads to it.
import { panelFor } from "./panels.js";
import { Scene } from "./scene.js";
import { Surface } from "./surface.js";

export class Film {
  constructor(strip, go) {
    Object.assign(this, { strip, go, frames: [] });
  }

  open(scene) {
    const last = scene.planned;
    const moments = [...new Set(scene.run.moments.map((moment) => Math.min(moment, last)))];
    this.frames = moments.map((generation) => this.frame(scene, generation));
    this.strip.replaceChildren(...this.frames.map(({ button }) => button));
  }

  frame(scene, generation) {
    const button = document.createElement("button");
    const canvas = document.createElement("canvas");
    button.type = "button";
    button.append(canvas, `generation ${generation}`);
    button.addEventListener("click", () => this.go(generation));
    const own = new Scene(scene.theme, scene.logarithmic);
    own.open(scene.run);
    const panel = panelFor(own, true);
    const surface = new Surface(canvas);
    surface.show([panel]);
    return { button, generation, scene: own, panel, surface, done: false };
  }

  // Whatever has been computed by now and is not drawn yet.
  draw(loaded) {
    for (const frame of this.frames) if (!frame.done && frame.generation < loaded) this.paint(frame);
  }

  paint(frame) {
    const { scene, panel, surface, generation, button } = frame;
    if (!surface.place()) return;
    scene.focus(panel.plot, generation, false, Infinity);
    surface.stale = true;
    surface.draw(generation);
    button.dataset.drawn = "";
    frame.done = true;
  }

  // Theme or size changed: all of it again.
  refresh(theme) {
    for (const frame of this.frames) {
      frame.scene.theme = theme;
      frame.surface.placed = frame.done = false;
    }
  }

  mark(generation) {
    for (const frame of this.frames) frame.button.toggleAttribute("data-current", frame.generation === generation);
  }
}
