// Light axes: hairlines, labels, the name of the axis at its end.
import { niceTicks } from "./ticks.js";
/** @import { Box, Pen } from "./surface.js" */
/** @import { Theme } from "./theme.js" */

/**
 * How a text stands at its place.
 * @typedef {object} Look
 * @property {CanvasTextAlign} align
 * @property {CanvasTextBaseline} base
 * @property {number} size
 * @property {number} weight
 * @property {number} alpha
 * @property {boolean} halo in the colour of the paper
 */

const QUIET = 0.72;

/** @type {Look} */
const PLAIN = { align: "left", base: "alphabetic", size: 12, weight: 400, alpha: QUIET, halo: false };

/** @param {Pen} context @param {Theme} theme @param {string} text @param {number} x @param {number} y @param {Partial<Look>} [look] */
export function write(context, theme, text, x, y, look) {
  const { align, base, size, weight, alpha, halo } = { ...PLAIN, ...look };
  context.font = theme.font(size, weight);
  context.textAlign = align;
  context.textBaseline = base;
  if (halo) {
    context.lineJoin = "round";
    context.lineWidth = 5;
    context.strokeStyle = theme.background;
    context.strokeText(text, x, y);
  }
  context.globalAlpha = alpha;
  context.fillStyle = theme.text;
  context.fillText(text, x, y);
  context.globalAlpha = 1;
}

/** @param {Pen} context @param {string} colour @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
export function hairline(context, colour, x0, y0, x1, y1, alpha = 0.5) {
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  context.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {string} name @param {string} note */
const named = (name, note) => (note ? `${name}  =  ${note}` : name);

/** @param {Pen} context @param {Theme} theme @param {Box} plot @param {number} low @param {number} high @param {string} name */
export function drawAcross(context, theme, plot, low, high, name) {
  const { values, labels, note } = niceTicks(low, high, Math.max(3, plot.width / 90));
  const bottom = plot.y + plot.height;
  values.forEach((value, i) => {
    const x = plot.x + ((value - low) / (high - low)) * plot.width;
    hairline(context, theme.line, x, plot.y, x, bottom);
    write(context, theme, labels[i], x, bottom + 16, { align: "center" });
  });
  write(context, theme, `${named(name, note)} →`, plot.x + plot.width, bottom + 35, { align: "right" });
}

/** @param {Pen} context @param {Theme} theme @param {Box} plot @param {number} low @param {number} high @param {string} name */
export function drawUp(context, theme, plot, low, high, name) {
  const { values, labels, note } = niceTicks(low, high, Math.max(3, plot.height / 80));
  values.forEach((value, i) => {
    const y = plot.y + (1 - (value - low) / (high - low)) * plot.height;
    hairline(context, theme.line, plot.x, y, plot.x + plot.width, y);
    write(context, theme, labels[i], plot.x - 8, y, { align: "right", base: "middle" });
  });
  write(context, theme, `↑ ${named(name, note)}`, 0, plot.y - 10);
}

/** @param {Pen} context @param {Theme} theme @param {Box} plot */
export function frame(context, theme, plot) {
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(plot.x + 0.5, plot.y + 0.5, plot.width, plot.height);
}

/** @param {Pen} context @param {Box} plot @param {() => void} paint */
export function clipped(context, plot, paint) {
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y, plot.width + 1, plot.height + 1);
  context.clip();
  paint();
  context.restore();
}
