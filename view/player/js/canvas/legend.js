// What the marks of a picture stand for: a line in the picture itself, or some below one that is taken away.
import { write } from "./axes.js";
import { hueOf } from "./theme.js";
/** @import { Box, Pen } from "./surface.js" */
/** @import { Theme } from "./theme.js" */
/** @import { Run } from "../data/runs.js" */

/** @typedef {"ghost" | "dot" | "line" | "dashes" | "bar" | "outline" | "shade" | "cross" | "path"} Mark */
/** @typedef {{ mark: Mark, text: string, brief: string }} Entry `brief` where there is no room for the text */

const ROW = 18;
const BETWEEN = 22;
const MARK = 22; // from the left of a mark to its text
const INSIDE = { below: 18, between: 12, mark: 19 }; // one in a picture

/** @param {Mark} mark @param {string} text @returns {Entry} */
const entry = (mark, text, brief = text) => ({ mark, text, brief });

// Pictures say themselves what they are. Where there is no room for all, what comes first stays.
/** @param {Pick<Run, "symbols" | "galleries" | "components" | "dims" | "lines" | "body">} run @returns {Entry[]} */
export function entriesOf({ symbols, galleries, components, dims, lines, body }) {
  if (symbols) return [entry("outline", "real data"), entry("bar", "this generation")];
  if (galleries.length) return [];
  const marks = [entry("ghost", "real data"), entry("dot", "this generation", "now")];
  if (components) marks.push(...groupsOf(components, dims));
  if (body.length) marks.push(entry("shade", "tail: their rarest 5%", "tail"));
  if (components > 1 && dims > 1) marks.push(entry("cross", "gone"));
  if (lines) marks.push(entry("line", "what the decoder can reach", "reachable"));
  return marks;
}

/** @param {number} components @param {number} dims */
function groupsOf(components, dims) {
  if (dims < 2) return [entry("line", "each group's share", "groups"), entry("dashes", "all groups in generation 0", "at first")];
  if (components === 1) return [entry("line", "95% of this generation's model", "95%"), entry("dashes", "95% of generation 0's", "at first")];
  return [entry("line", "95% of each group", "95%"), entry("dashes", "the same in generation 0", "at first")];
}

/** @param {(text: string) => number} widthOf @param {Entry[]} entries @param {number} mark */
const widths = (widthOf, entries, mark) => entries.map(({ text }) => mark + widthOf(text));

// The rows that it takes in such a width.
/** @param {(text: string) => number} widthOf @param {Entry[]} entries @param {number} room */
export function legendRows(widthOf, entries, room) {
  /** @type {(Entry & { x: number })[][]} */
  const rows = [];
  let x = 0;
  widths(widthOf, entries, MARK).forEach((width, i) => {
    if (!rows.length || x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1].push({ ...entries[i], x });
    x += width + BETWEEN;
  });
  return rows;
}

// The one line that fits: as many as there is room for, what was at first only beside all others, as many of them in full
// as can be.
/** @param {(text: string) => number} widthOf @param {Entry[]} entries @param {number} room */
export function legendLine(widthOf, entries, room) {
  const lengthOf = (/** @type {Entry[]} */ line) =>
    widths(widthOf, line, INSIDE.mark).reduce((sum, width) => sum + width + INSIDE.between, -INSIDE.between);
  let line = entries.map((one) => ({ ...one, text: one.brief }));
  if (lengthOf(line) > room) line = line.filter(({ mark }) => mark !== "dashes");
  while (line.length && lengthOf(line) > room) line = line.slice(0, -1);
  for (const [i, { mark }] of line.entries()) {
    const { text } = /** @type {Entry} */ (entries.find((one) => one.mark === mark));
    const longer = line.map((one, at) => (at === i ? { ...one, text } : one));
    if (lengthOf(longer) <= room) line = longer;
  }
  return line;
}

/** @param {ReturnType<typeof legendRows>} rows */
export const legendHeight = (rows) => rows.length * ROW;

/** @param {Pen} pen @param {Theme} theme @param {ReturnType<typeof legendRows>} rows @param {number} left @param {number} top */
export function drawLegend(pen, theme, rows, left, top) {
  rows.forEach((row, i) => {
    const y = top + i * ROW + ROW / 2;
    for (const { mark, text, x } of row) {
      drawSign(pen, theme, mark, left + x, y);
      write(pen, theme, text, left + x + MARK, y, { base: "middle" });
    }
  });
}

// Inside the lower edge of a picture, on its paper; one that is low it would cover.
/** @param {Pen} pen @param {Theme} theme @param {Entry[]} entries @param {Box} plot */
export function drawLegendLine(pen, theme, entries, plot) {
  if (plot.height < 90) return;
  pen.font = theme.font(12);
  const widthOf = (/** @type {string} */ text) => pen.measureText(text).width;
  const line = legendLine(widthOf, entries, plot.width - 14);
  const middle = plot.y + plot.height - INSIDE.below / 2;
  pen.globalAlpha = 0.86;
  pen.fillStyle = theme.background;
  pen.fillRect(plot.x + 1, middle - INSIDE.below / 2, plot.width - 1, INSIDE.below);
  pen.globalAlpha = 1;
  let x = plot.x + 7;
  for (const { mark, text } of line) {
    drawSign(pen, theme, mark, x, middle);
    write(pen, theme, text, x + INSIDE.mark, middle, { base: "middle", alpha: 0.9 });
    x += INSIDE.mark + widthOf(text) + INSIDE.between;
  }
}

/** @type {Record<Mark, (pen: Pen, x: number, y: number) => void>} */
const SIGNS = {
  dot: drawDots,
  ghost: drawDots,
  line: drawDash,
  dashes: drawDash,
  path: drawDash,
  bar: (pen, x, y) => pen.fillRect(x, y - 5, 14, 10),
  outline: (pen, x, y) => pen.strokeRect(x + 0.5, y - 5.5, 14, 10),
  shade: (pen, x, y) => {
    pen.strokeRect(x + 0.5, y - 4.5, 14, 9);
    pen.globalAlpha = SHADE;
    pen.fillRect(x + 0.5, y - 4.5, 14, 9);
  },
  cross: (pen, x, y) => drawCross(pen, x + 7, y),
};

/** @type {Partial<Record<Mark, { dash?: number[], alpha?: number, width?: number }>>} */
const LOOKS = {
  ghost: { alpha: 0.5 },
  dashes: { alpha: 0.5, dash: [4, 3] },
  outline: { alpha: 0.6, dash: [4, 3], width: 1 },
  shade: { alpha: 0.35, width: 1 },
  cross: { alpha: 0.9 },
  path: { alpha: 0.7 },
};

/** @param {Pen} pen @param {Theme} theme @param {Mark} mark @param {number} x @param {number} y */
export function drawSign(pen, theme, mark, x, y) {
  const look = LOOKS[mark];
  pen.globalAlpha = look?.alpha ?? 1;
  pen.fillStyle = pen.strokeStyle = look ? theme.text : hueOf(theme, 0);
  pen.lineWidth = look?.width ?? (look ? 1.4 : 2);
  pen.setLineDash(look?.dash ?? []);
  SIGNS[mark](pen, x, y);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

export const SHADE = 0.09; // how dark the tail's region is

// Where a group was heard last.
/** @param {Pen} pen @param {number} x @param {number} y */
export function drawCross(pen, x, y, radius = 4) {
  pen.beginPath();
  for (const side of [-1, 1]) {
    pen.moveTo(x - radius, y - side * radius);
    pen.lineTo(x + radius, y + side * radius);
  }
  pen.stroke();
}

/** @param {Pen} pen @param {number} x @param {number} y */
function drawDots(pen, x, y) {
  for (const [across, down] of [[3, 2], [8, -2], [13, 2]]) {
    pen.beginPath();
    pen.arc(x + across, y + down, 2.2, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** @param {Pen} pen @param {number} x @param {number} y */
function drawDash(pen, x, y) {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 16, y);
  pen.stroke();
}
