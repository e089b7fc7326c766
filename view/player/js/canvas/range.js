// What a chart's vertical axis spans, and its ticks. A log axis keeps a lane below for values that are exactly 0.
import { niceStep, niceTicks, powerOfTen, valueText } from "./ticks.js";

/** @import { Series } from "../data/chunk.js" */

/** @typedef {{ low: number, high: number, zero: boolean }} Range powers of ten on a log axis; whether it has a zero below */

/** @param {Float64Array} row @param {number} loaded @param {Pick<Series, "scale" | "level" | "percent">} series @returns {Range} */
export function rangeOf(row, loaded, { scale, level, percent }) {
  const drawn = row.subarray(0, loaded).filter((value) => Number.isFinite(value) && (scale !== "log" || value > 0));
  if (scale === "log") return logRange(drawn, row.subarray(0, loaded).includes(0));
  let low = Math.min(0, level ?? 0);
  let high = level ?? 0;
  for (const value of drawn) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high <= low) high = low + (percent ? 0.1 : 1);
  const step = niceStep(high - low, 3);
  return { low: Math.floor(low / step) * step, high: high + (high - low) * 0.08, zero: false };
}

/** @param {Float64Array} drawn @param {boolean} zero @returns {Range} */
function logRange(drawn, zero) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of drawn) {
    low = Math.min(low, Math.floor(Math.log10(value)));
    high = Math.max(high, Math.ceil(Math.log10(value)));
  }
  if (low > high) [low, high] = [-1, 0];
  return { low, high: Math.max(high, low + 1), zero };
}

// What holds both.
/** @param {Range} a @param {Range} b @returns {Range} */
export const wider = (a, b) => ({ low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), zero: a.zero || b.zero });

/** @param {Range} range @param {Pick<Series, "scale" | "percent">} series @param {number} height */
export function valueTicks({ low, high, zero }, { scale, percent }, height) {
  const count = Math.max(2, height / 40);
  if (scale !== "log") {
    const unit = percent ? 100 : 1;
    const { values, labels, note } = niceTicks(low * unit, high * unit, count);
    const label = (/** @type {number} */ value, /** @type {number} */ i) => (note ? valueText(value / unit, percent) : `${labels[i]}${percent ? "%" : ""}`);
    return values.map((value, i) => ({ value: value / unit, label: label(value, i) }));
  }
  const step = Math.max(1, niceStep(high - low, count));
  const ticks = zero ? [{ value: 0, label: "0" }] : [];
  for (let power = Math.ceil(low / step) * step; power <= high; power += step) {
    ticks.push({ value: 10 ** power, label: powerOfTen(power) });
  }
  return ticks;
}
