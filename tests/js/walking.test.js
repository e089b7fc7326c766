// Which square of a map a key leads to.
import assert from "node:assert/strict";
import { test } from "node:test";

import { led, within } from "#map/walking.js";

const shape = { columns: 4, rows: 3 };
const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test("arrows lead to the next square: up to the next row, which is drawn above", () => {
  const found = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => led([1, 1], press(key), shape));
  assert.deepEqual(found, [[0, 1], [2, 1], [1, 2], [1, 0]]);
});

test("at the edge one stays where one is", () => {
  assert.deepEqual(led([0, 0], press("ArrowLeft"), shape), [0, 0]);
  assert.deepEqual(led([0, 0], press("ArrowDown"), shape), [0, 0]);
  assert.deepEqual(led([3, 2], press("ArrowRight"), shape), [3, 2]);
  assert.deepEqual(led([3, 2], press("ArrowUp"), shape), [3, 2]);
});

test("Home and End lead along the row, with Control to the corners in the order of reading", () => {
  assert.deepEqual(led([2, 1], press("Home"), shape), [0, 1]);
  assert.deepEqual(led([2, 1], press("End"), shape), [3, 1]);
  assert.deepEqual(led([2, 1], press("Home", { ctrlKey: true }), shape), [0, 2]);
  assert.deepEqual(led([2, 1], press("End", { ctrlKey: true }), shape), [3, 0]);
});

test("other keys are others'", () => {
  for (const key of ["a", "Tab", "PageUp"]) assert.equal(led([1, 1], press(key), shape), null);
  assert.equal(led([1, 1], press("ArrowLeft", { altKey: true }), shape), null);
  assert.equal(led([1, 1], press("ArrowLeft", { ctrlKey: true }), shape), null);
});

test("a square that there is not any more gives way to the nearest one", () => {
  assert.deepEqual(within([9, 9], shape), [3, 2]);
  assert.deepEqual(within([0, 1], shape), [0, 1]);
});
