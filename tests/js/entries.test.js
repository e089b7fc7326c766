// Back leads from one thing that was chosen to the one before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Entries } from "../../view/shell/history/entries.js";

test("a drag is one entry, however often its values are told", () => {
  const entries = new Entries();
  entries.chosen(true);
  assert.deepEqual([1, 2, 3].map(() => entries.another(false)), [true, false, false]);
});

test("two presses before the first is told are two entries", () => {
  const entries = new Entries();
  entries.chosen(true);
  entries.chosen(false);
  assert.deepEqual([1, 2, 3].map(() => entries.another(false)), [true, true, false]);
});

test("what led to no other link is owed no entry later", () => {
  const entries = new Entries();
  for (let press = 0; press < 5; press += 1) entries.chosen(true);
  assert.deepEqual([1, 2].map(() => entries.another(false)), [true, false]);
});

test("another page is an entry, with whatever it says of its link", () => {
  const entries = new Entries();
  entries.chosen(true);
  assert.deepEqual([entries.another(true), entries.another(false)], [true, false]);
});
