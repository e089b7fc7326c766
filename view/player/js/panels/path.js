// The way of the centre, from generation 0 on.
import { centreAt } from "../data/runs.js";
import { generationAt } from "../playback/clock.js";
/** @import { Pen } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */
/** @import { Run } from "../data/runs.js" */

const STEPS = 240; // of the logarithmic axis

/** @param {Pen} pen @param {Theme} theme @param {Run} run @param {number} generation @param {(x: number, y: number) => [number, number]} at */
export function drawPath(pen, theme, run, generation, at) {
  pen.beginPath();
  for (let step = 0; step <= STEPS; step++) {
    const centre = centreAt(run, Math.round(generationAt(step / STEPS, generation, true)));
    if (centre) pen.lineTo(...at(...centre));
  }
  pen.lineJoin = pen.lineCap = "round";
  for (const [width, colour, alpha] of /** @type {[number, string, number][]} */ ([[4, theme.background, 0.8], [1.4, theme.text, 0.85]])) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.globalAlpha = alpha;
    pen.stroke();
  }
  pen.globalAlpha = 1;
  pen.lineCap = "butt";
  const begin = centreAt(run, 0);
  if (begin) drawStart(pen, theme, ...at(...begin));
}

/** @param {Pen} pen @param {Theme} theme @param {number} x @param {number} y */
function drawStart(pen, theme, x, y) {
  pen.beginPath();
  pen.arc(x, y, 3.5, 0, 2 * Math.PI);
  pen.fillStyle = theme.background;
  pen.fill();
  pen.strokeStyle = theme.text;
  pen.lineWidth = 1.4;
  pen.stroke();
}
