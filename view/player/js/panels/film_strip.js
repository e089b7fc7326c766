// The film strip: a few generations side by side, each a button that leads to it.
import { Surface } from "../canvas/surface.js";
import { panelFor } from "./panels.js";
import { Scene } from "./scene.js";
/** @import { Panel } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */

/** @typedef {{ button: HTMLButtonElement, generation: number, scene: Scene, panel: Panel, surface: Surface, done: boolean }} StripFrame */

export class FilmStrip {
  /** @type {StripFrame[]} */ frames = [];

  /** @param {HTMLElement} strip @param {(generation: number) => void} go */
  constructor(strip, go) {
    this.strip = strip;
    this.go = go;
  }

  /** @param {Scene} scene */
  open(scene) {
    const last = scene.planned;
    const moments = [...new Set(scene.run.moments.map((moment) => Math.min(moment, last)))];
    this.frames = moments.map((generation) => this.frame(scene, generation));
    this.strip.replaceChildren(...this.frames.map(({ button }) => button));
  }

  /** @param {Scene} scene @param {number} generation @returns {StripFrame} */
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
  /** @param {number} loaded */
  draw(loaded) {
    for (const frame of this.frames) if (!frame.done && frame.generation < loaded) this.paint(frame);
  }

  /** @param {StripFrame} frame */
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
  /** @param {Theme} theme */
  refresh(theme) {
    for (const frame of this.frames) {
      frame.scene.theme = theme;
      frame.surface.placed = frame.done = false;
    }
  }

  // Where the viewer is, and, where what lies ahead is hidden, where the strip ends.
  /** @param {number} generation @param {boolean} foresees */
  mark(generation, foresees) {
    for (const { button, generation: at } of this.frames) {
      button.toggleAttribute("data-current", at === generation);
      button.toggleAttribute("data-ahead", !foresees && at > generation);
    }
  }
}
