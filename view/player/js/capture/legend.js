// What the marks of a picture stand for, in one line below it.
import { write } from "../canvas/axes.js";
import { hueOf } from "../canvas/theme.js";
/** @import { Pen } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */
/** @import { Run } from "../data/runs.js" */

/** @typedef {"ghost" | "dot" | "line" | "dashes" | "bar"} Mark */
/** @typedef {{ mark: Mark, text: string }} Entry */

const ROW = 18;
const BETWEEN = 22;
const MARK = 22; // from the left of a mark to its text

// Pictures say themselves what they are, and bars which are those of the real data.
/** @param {Pick<Run, "symbols" | "galleries" | "components" | "dims" | "lines">} run @returns {Entry[]} */
export function entriesOf({ symbols, galleries, components, dims, lines }) {
  if (symbols) return [{ mark: "bar", text: "this generation" }];
  if (galleries.length) return [];
  /** @type {Entry[]} */
  const marks = [{ mark: "dot", text: "this generation" }, { mark: "ghost", text: "generation 0" }];
  const [now, first] = dims < 2 ? ["each group's share", "all groups in generation 0"]
    : components > 1 ? ["95% of each group", "95% of each group in generation 0"]
    : ["95% of this generation's model", "95% of generation 0's"];
  if (components) marks.push({ mark: "line", text: now }, { mark: "dashes", text: first });
  if (lines) marks.push({ mark: "line", text: "what the decoder can reach" });
  return marks;
}

// The rows that it takes in such a width.
/** @param {(text: string) => number} widthOf @param {Entry[]} entries @param {number} room */
export function legendRows(widthOf, entries, room) {
  /** @type {(Entry & { x: number })[][]} */
  const rows = [];
  let x = 0;
  for (const entry of entries) {
    const width = MARK + widthOf(entry.text);
    if (!rows.length || x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1].push({ ...entry, x });
    x += width + BETWEEN;
  }
  return rows;
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

/** @type {Record<Mark, (pen: Pen, x: number, y: number) => void>} */
const SIGNS = {
  dot: drawDots,
  ghost: drawDots,
  line: drawDash,
  dashes: drawDash,
  bar: (pen, x, y) => pen.fillRect(x, y - 5, 14, 10),
};

/** @param {Pen} pen @param {Theme} theme @param {Mark} mark @param {number} x @param {number} y */
function drawSign(pen, theme, mark, x, y) {
  const past = mark === "ghost" || mark === "dashes";
  pen.globalAlpha = past ? 0.5 : 1;
  pen.fillStyle = pen.strokeStyle = past ? theme.text : hueOf(theme, 0);
  pen.lineWidth = past ? 1.2 : 2;
  pen.setLineDash(mark === "dashes" ? [4, 3] : []);
  SIGNS[mark](pen, x, y);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
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
