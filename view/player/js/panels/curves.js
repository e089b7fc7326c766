// The curves beside the picture: all of them; on a small screen, where there is room for one, the chosen one.
import { zoomOf } from "../canvas/zoom.js";
import { ChartPanel } from "./charts.js";
/** @import { Surface } from "../canvas/surface.js" */
/** @import { Scene } from "./scene.js" */

const SMALL = "(max-width: 640px), (max-height: 480px)"; // as in player.css
const ROOMY = "[data-brief], [data-filling]"; // with a layout of their own

export class Curves {
  chosen = 0;
  small = matchMedia(SMALL);

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {Scene} scene */
  panels(scene) {
    const { series, byHand } = scene;
    this.chosen = Math.min(this.chosen, series.length - 1);
    const alone = this.small.matches && !this.root.matches(ROOMY) && !byHand;
    const shown = alone ? [series[this.chosen]] : series;
    return shown.map((each, i, all) => new ChartPanel(scene, each, i === all.length - 1));
  }
}

// Which part of the generations lies left of a place on the screen.
/** @param {Surface} charts @param {number} clientX */
export function fractionUnder({ canvas, panels }, clientX) {
  if (!panels.length) return 0;
  const { x, width } = panels[0].plot;
  return ((clientX - canvas.getBoundingClientRect().left) / zoomOf(canvas) - x) / width;
}
