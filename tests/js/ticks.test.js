// Ticks against those that a person would draw.
import assert from "node:assert/strict";
import { test } from "node:test";

import { niceStep, niceTicks, powerOfTen, timeTicks, valueText } from "#player/canvas/ticks.js";

test("steps are 1, 2 or 5 times a power of ten", () => {
  assert.equal(niceStep(10, 5), 2);
  assert.equal(niceStep(10, 10), 1);
  assert.equal(niceStep(3, 6), 0.5);
  assert.equal(niceStep(40, 10), 5);
  assert.equal(niceStep(8000, 1), 10_000);
});

test("ticks lie inside of the axis, with as many digits as the step has", () => {
  const { values, labels, note } = niceTicks(-1, 1, 4);
  assert.deepEqual(values, [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(labels, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
  assert.equal(note, "");
});

test("far from zero they count from an offset that is told", () => {
  const { values, labels, note } = niceTicks(2.5, 2.5 + 4e-6, 4);
  assert.equal(values.length, 5);
  assert.deepEqual(labels, ["0", "1", "2", "3", "4"]);
  assert.equal(note, "2.5000 + 10⁻⁶·x");
  assert.equal(niceTicks(100, 100.004, 4).note, "100.0 + 10⁻³·x");
});

test("an axis without length has none", () => {
  assert.deepEqual(niceTicks(3, 3, 4), { values: [], labels: [], note: "" });
});

test("generations are whole, or powers of ten that leave the ends free", () => {
  assert.deepEqual(timeTicks(4, false, 900), [0, 1, 2, 3, 4]);
  assert.deepEqual(timeTicks(2000, true, 600), [0, 1, 10, 100, 1000, 2000]);
  assert.deepEqual(timeTicks(1200, true, 600), [0, 1, 10, 100, 1200], "1000 is too near the end");
});

test("numbers are written as people write them", () => {
  assert.equal(valueText(NaN), "–");
  assert.equal(valueText(-Infinity), "−∞");
  assert.equal(valueText(0.1234, true), "12.3%");
  assert.equal(valueText(0), "0");
  assert.equal(valueText(-12.3456), "−12.3");
  assert.equal(valueText(0.00012), "1.2·10⁻⁴");
  assert.equal(valueText(3.04e12), "3.0·10¹²");
  assert.equal(powerOfTen(0), "1");
});
