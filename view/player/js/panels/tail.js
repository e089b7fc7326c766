// Where the tail of the real data lies: everything outside of some outlines, shaded.
import { SHADE } from "../canvas/legend.js";
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */

const FAR = 1e5; // pixels: beyond, a corner is as good as there

/** @param {number} place */
const near = (place) => Math.min(FAR, Math.max(-FAR, place));

/** @param {Pen} pen @param {Theme} theme @param {Box} plot @param {() => void} trace writes the outlines into the path */
export function shadeOutside(pen, theme, plot, trace) {
  pen.beginPath();
  pen.rect(plot.x, plot.y, plot.width, plot.height);
  trace();
  pen.fillStyle = theme.text;
  pen.globalAlpha = SHADE;
  pen.fill("evenodd");
  pen.globalAlpha = 1;
}

/** @param {Pen} pen @param {Float32Array[]} body @param {(x: number, y: number) => [number, number]} at */
export function traceRings(pen, body, at) {
  for (const ring of body) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = at(ring[i], ring[i + 1]).map(near);
      if (i) pen.lineTo(x, y);
      else pen.moveTo(x, y);
    }
    pen.closePath();
  }
}

/** @param {Pen} pen @param {Float32Array[]} body @param {(x: number) => number} at @param {Box} plot */
export function traceStretches(pen, body, at, { y, height }) {
  for (const [from, to] of body) {
    const left = near(at(from));
    pen.rect(left, y, near(at(to)) - left, height);
  }
}
