// A component is shown as the newest of its calls has it, in whichever order they are made and undone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Calls } from "#shell/calls.js";

/** A root on a page, and what happened to what is there. */
function component() {
  const root = { isConnected: true }, took = [], closed = [];
  let begun = 0;
  const calls = new Calls({ begin: () => ++begun, take: (part, call) => took.push([part, call]), close: (part) => closed.push(part) });
  return { root, took, closed, made: (call) => calls.called(root, call) };
}

test("one part takes every call", () => {
  const { took, closed, made } = component();
  made("a");
  made("b");
  assert.deepEqual([took, closed], [[[1, "a"], [1, "b"]], []]);
});

test("what a late call brought is taken back, and the newer one shown again", () => {
  const { took, closed, made } = component();
  made("new");
  const undo = made("old");
  undo();
  assert.deepEqual([took, closed], [[[1, "new"], [1, "old"], [1, "new"]], []]);
});

test("so it is where two come late, and where the first is undone after the second", () => {
  const { took, closed, made } = component();
  made("new");
  const undo = [made("older"), made("old")];
  undo[0]();
  undo[1]();
  assert.deepEqual(took.at(-1), [1, "new"]);
  assert.deepEqual(closed, []);
});

test("one that was overtaken before there was any other is not the end", () => {
  const { took, closed, made } = component();
  made("old")();
  made("new");
  assert.deepEqual([took, closed], [[[1, "old"], [1, "new"]], []]);
});

test("off the page, the latest ends the part, and another one begins", () => {
  const { root, took, closed, made } = component();
  made("a");
  const undo = made("b");
  root.isConnected = false;
  undo();
  assert.deepEqual(closed, [1]);
  root.isConnected = true;
  made("c");
  assert.deepEqual(took.at(-1), [2, "c"]);
});
