// Numbers as people write them: ticks at 1, 2 and 5, powers of ten, a minus that is a minus.
import { fractionOf } from "../playback/clock.js";

/** @type {Record<string, string>} */
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** @param {string | number} text */
export const signed = (text) => String(text).replace("-", "−");
/** @param {number} exponent */
export const powerOfTen = (exponent) => (exponent === 0 ? "1" : "10" + [...String(exponent)].map((c) => RAISED[c]).join(""));
/** @param {number} value */
const exponentOf = (value) => Math.floor(Math.log10(Math.abs(value)) + 1e-9);

/** @param {number} span @param {number} count */
export function niceStep(span, count) {
  const rough = span / count;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const parts = rough / unit;
  return unit * (parts < 1.5 ? 1 : parts < 3.5 ? 2 : parts < 7.5 ? 5 : 10);
}

/** @typedef {{ values: number[], labels: string[], note: string }} Ticks */

// Ticks of an axis with their labels; far from 0 or tiny, labels count from an offset, told by the note.
/** @param {number} low @param {number} high @param {number} count @returns {Ticks} */
export function niceTicks(low, high, count) {
  const step = niceStep(high - low, count);
  if (!(step > 0) || !Number.isFinite(step)) return { values: [], labels: [], note: "" };
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i <= high / step + 1e-9; i++) values.push(i * step || 0);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (step < 1e-4 || step >= 1e6 || step < size * 1e-4) return offsetTicks(values, step, (low + high) / 2);
  const digits = Math.max(0, -exponentOf(step));
  return { values, labels: values.map((value) => signed(value.toFixed(digits))), note: "" };
}

/** @param {number[]} values @param {number} step @param {number} middle @returns {Ticks} */
function offsetTicks(values, step, middle) {
  const exponent = exponentOf(step);
  const unit = 10 ** exponent;
  const offset = Math.round(middle / (unit * 100)) * unit * 100;
  const labels = values.map((value) => signed(Math.round((value - offset) / unit)));
  const start = offset ? `${signed(offset.toFixed(Math.min(20, Math.max(0, -exponent - 2))))} + ` : "";
  return { values, labels, note: `${start}${powerOfTen(exponent)}·x` };
}

// Ticks of the axis of generations; those too near its ends are left out.
/** @param {number} last @param {boolean} logarithmic @param {number} width */
export function timeTicks(last, logarithmic, width) {
  if (!logarithmic) return niceTicks(0, last, Math.max(2, Math.min(6, width / 90))).values.filter(Number.isInteger);
  const powers = [];
  for (let power = 1; power < last; power *= 10) powers.push(power);
  const place = (/** @type {number} */ generation) => fractionOf(generation, last, true) * width;
  return [0, ...powers.filter((power) => place(power) > 20 && width - place(power) > 36), last];
}

/** @param {number} value */
export function valueText(value, percent = false) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (percent) return `${(value * 100).toFixed(1)}%`;
  if (value === 0) return "0";
  const exponent = exponentOf(value);
  if (exponent >= -3 && exponent < 5) return signed(Number(value.toPrecision(3)));
  return `${signed((value / 10 ** exponent).toFixed(1))}·${powerOfTen(exponent)}`;
}
