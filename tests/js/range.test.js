// What a chart's vertical axis spans, and where its ticks stand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { rangeOf, valueTicks, wider } from "#player/canvas/range.js";

const row = Float64Array.of(0.5, 2, NaN, Infinity, 0, 4, 1000);
const linear = { scale: "linear", level: null, percent: false };
const logarithmic = { scale: "log", level: null, percent: false };

test("a linear axis begins at zero and leaves room above what has arrived", () => {
  assert.deepEqual(rangeOf(row, 6, linear), { low: 0, high: 4.32, zero: false });
});

test("the level of the real data is always inside", () => {
  assert.ok(rangeOf(row, 2, { ...linear, level: 9 }).high > 9);
  assert.equal(rangeOf(row, 2, { ...linear, level: -3 }).low, -4);
});

test("nothing to draw still has a span", () => {
  const none = Float64Array.of(0, 0);
  assert.equal(rangeOf(none, 2, linear).high, 1.08);
  assert.equal(rangeOf(none, 2, { ...linear, percent: true }).high, 0.1 * 1.08);
});

test("a log axis spans whole powers of ten, and a zero has a lane of its own", () => {
  assert.deepEqual(rangeOf(row, 6, logarithmic), { low: -1, high: 1, zero: true });
  assert.deepEqual(rangeOf(row, 2, logarithmic), { low: -1, high: 1, zero: false });
  assert.deepEqual(rangeOf(Float64Array.of(0), 1, logarithmic), { low: -1, high: 0, zero: true });
  assert.deepEqual(rangeOf(Float64Array.of(10), 1, logarithmic), { low: 1, high: 2, zero: false });
});

test("an axis of two runs holds both", () => {
  assert.deepEqual(wider({ low: 0, high: 4, zero: false }, { low: -1, high: 2, zero: true }), { low: -1, high: 4, zero: true });
});

test("ticks of a log axis are powers, those of shares percentages", () => {
  const powers = valueTicks({ low: -4, high: 0, zero: true }, logarithmic, 80);
  assert.deepEqual(powers.map(({ label }) => label), ["0", "10⁻⁴", "10⁻²", "1"]);
  const shares = valueTicks({ low: 0, high: 0.108, zero: false }, { ...linear, percent: true }, 80);
  assert.deepEqual(shares, [{ value: 0, label: "0%" }, { value: 0.05, label: "5%" }, { value: 0.1, label: "10%" }]);
});
