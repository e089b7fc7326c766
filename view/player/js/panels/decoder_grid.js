// The lines of the plane that a decoder reaches: its latent grid, laid out among the data.
import { SQUARE } from "./points.js";
/** @import { Pen } from "../canvas/surface.js" */
/** @import { Frame } from "../data/frames.js" */
/** @import { Run } from "../data/runs.js" */

/** @typedef {[x: number, y: number]} Point */

/**
 * @param {Pen} context @param {Run} run @param {number} generation
 * @param {(x: number, y: number) => Point} at @param {{ accent: string }} theme @param {number} alpha
 */
export function drawDecoderGrid(context, run, generation, at, theme, alpha) {
  const { lattice } = run.frames.at(generation);
  if (!run.lines || !lattice) return;
  const [across, along] = run.lines;
  const place = placing(lattice, at);
  context.strokeStyle = theme.accent;
  context.globalAlpha = alpha;
  context.lineWidth = across > 1 ? 1 : 2;
  context.lineJoin = "round";
  context.beginPath();
  for (let i = 0; i < across; i++) polyline(context, along, (j) => place(i * along + j));
  if (across > 1) for (let j = 0; j < along; j++) polyline(context, across, (i) => place(i * along + j));
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {NonNullable<Frame["lattice"]>} lattice @param {(x: number, y: number) => Point} at @returns {(i: number) => Point} */
function placing({ corners: [xlo, ylo, xhi, yhi], steps }, at) {
  return (i) => at(xlo + ((xhi - xlo) * steps[2 * i]) / SQUARE, ylo + ((yhi - ylo) * steps[2 * i + 1]) / SQUARE);
}

/** @param {Pen} context @param {number} count @param {(i: number) => Point} place */
function polyline(context, count, place) {
  context.moveTo(...place(0));
  for (let i = 1; i < count; i++) context.lineTo(...place(i));
}
