// Dots of a crowd: none is lost under another, and the longest row has room.
import assert from "node:assert/strict";
import { test } from "node:test";

import { rows } from "#guess/crowd.js";

test("guesses at the same place stand in a row, others at their own", () => {
  assert.deepEqual(rows([100, 101, 100, 50], 10, 500), [0, 10, 20, 0]);
  assert.deepEqual(rows([], 10, 500), []);
});

test("two hundred at one place are drawn closer, and end before the room does", () => {
  const out = rows(Array(200).fill(30), 10, 100);
  assert.equal(new Set(out).size, 200);
  assert.ok(Math.max(...out) < 100);
});
