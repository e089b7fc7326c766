// A component is shown as the newest of its calls has it, in whichever order they are made and undone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Calls } from "#shell/calls.js";

/** A root on a page, and what happened to what is there. */
function component() {
  const root = { isConnected: true }, took = [], closed = [];
  let begun = 0;
  const take = (part, call) => {
    if (call === "bad") throw new Error("it cannot be taken");
    took.push([part, call]);
  };
  const calls = new Calls({ begin: () => ++begun, take, close: (part) => closed.push(part) });
  return { root, took, closed, called: (call) => calls.called(root, call) };
}

const later = () => new Promise((go) => setTimeout(go));

test("one part takes every call", () => {
  const { took, closed, called } = component();
  called("a");
  called("b");
  assert.deepEqual([took, closed], [[[1, "a"], [1, "b"]], []]);
});

test("what a late call brought is taken back, and the newer one shown again", async () => {
  const { took, closed, called } = component();
  called("new");
  await later();
  called("old")();
  assert.deepEqual([took, closed], [[[1, "new"], [1, "old"], [1, "new"]], []]);
});

for (const order of [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 5, 0, 3, 1, 4]]) {
  test(`so it is where six come late, and are undone in the order ${order}`, () => {
    const { took, closed, called } = component();
    called("new");
    const undo = order.map((number) => called(`old ${number}`));
    for (const number of order) undo[number]();
    assert.deepEqual([took.at(-1), closed], [[1, "new"], []]);
  });
}

test("one that was overtaken before there was any other is not the end", () => {
  const { took, closed, called } = component();
  called("old")();
  called("new");
  assert.deepEqual([took, closed], [[[1, "old"], [1, "new"]], []]);
});

test("off the page the part ends once, whichever call is undone, and another one begins", async () => {
  const { root, took, closed, called } = component();
  const undo = [called("a"), called("b")];
  await later();
  root.isConnected = false;
  for (const each of undo) each();
  assert.deepEqual(closed, [1]);
  root.isConnected = true;
  called("c");
  assert.deepEqual(took.at(-1), [2, "c"]);
});

test("it ends, too, where the last call could not be taken", () => {
  const { root, closed, called } = component();
  const undo = called("a");
  assert.throws(() => called("bad"));
  root.isConnected = false;
  undo();
  assert.deepEqual(closed, [1]);
});

test("what is called while the page is left ends with its undoing", () => {
  const { root, closed, called } = component();
  const undo = called("a");
  root.isConnected = false;
  undo();
  called("b")();
  assert.deepEqual(closed, [1, 2]);
});
