// Chunks become a run, however often and in whatever order they come.
import assert from "node:assert/strict";
import { test } from "node:test";

import { aliveAt, centreAt, cloudAt, componentAt, lastHeard, openChunk, saidAt, sharesAt, takeChunk, wallAt } from "#player/data/runs.js";

const PLANNED = 10;
const WIDTH = 6;

const range = (from, to, at) => Array.from({ length: to - from }, (_, i) => at(from + i));

/** Generations `from` to `to` of a run whose numbers tell which generation they are of. */
function piece(run, from, to, more = {}) {
  const shown = more.keyframes ?? range(from, to, (generation) => generation);
  return {
    run, from, to, total: PLANNED, dims: 1, components: 2, points: 2, of: 5, continues: "", title: "Two",
    view: [0, 1, 0, 1], axes: [], moments: [], lines: null, galleries: [], symbols: null, stretch: 4,
    series: [{ row: 0 }, { row: 1 }, { row: 1 }],
    status: "running", headway: `${to} of ${PLANNED}`, done: to === PLANNED,
    rows: Float64Array.from([...range(from, to, (g) => g), ...range(from, to, (g) => 100 + g)]),
    ellipses: Float64Array.from(range(from, to, (g) => [[0.5, g, 0, 1, 0, 1], [g < 3 ? 0.5 : 0, -g, 0, 1, 0, 1]]).flat(2)),
    bounds: Float64Array.from(shown.flatMap((g) => [g, 0, g + 1, 0])),
    counts: Uint16Array.from(shown.flatMap(() => [1, 1])),
    cloud: Uint16Array.from(shown.flatMap((g) => [g, 60_000 + g])),
    ...more,
    keyframes: Uint32Array.from(shown),
  };
}

const ground = { realBounds: Float64Array.of(0, 0, 1, 0), real: Uint16Array.of(1, 2, 3), body: Float32Array.of(-1, 1, 2, 3), rings: Uint32Array.of(2, 2) };
const opening = { ...ground, length: PLANNED, story: [[0, "It begins."], [3, "It grows."], [9, "It is over."]], ended: false, film: "film/x", pause: null, status: "running" };

test("what overlaps is taken once, and a chunk may come again", () => {
  const run = takeChunk(piece("overlap", 0, 4));
  for (const [from, to] of [[2, 6], [0, 4], [6, 9]]) takeChunk(piece("overlap", from, to), run);
  assert.equal(run.loaded, 9);
  assert.deepEqual([...run.rows[0].subarray(0, 9)], range(0, 9, (g) => g));
  assert.deepEqual([...run.rows[1].subarray(0, 9)], range(0, 9, (g) => 100 + g));
  assert.equal(run.rows.length, 2, "two charts may draw one row");
  assert.equal(run.frames.length, 9);
});

test("after a gap nothing is taken but frames", () => {
  const run = takeChunk(piece("gap", 0, 2));
  takeChunk(piece("gap", 5, 7), run);
  assert.equal(run.loaded, 2);
  assert.equal(cloudAt(run, 6).generation, 6);
});

test("what is said is the last that the film has passed", () => {
  const run = openChunk({ ...piece("said", 0, 4), ...opening });
  assert.deepEqual([0, 2, 3, 8, 9].map((at) => saidAt(run, at)), [
    "It begins.", "It begins.", "It grows.", "It grows.", "It is over.",
  ]);
  assert.equal(saidAt(takeChunk(piece("unsaid", 0, 4)), 3), "", "nothing has been told of it yet");
});

test("beneath it lie real data, and the outlines of all but their tail", () => {
  const { real, body } = openChunk({ ...piece("ground", 0, 4), ...opening });
  assert.deepEqual([...real.points], [1, 2, 3]);
  assert.deepEqual([...real.counts], [3]);
  assert.deepEqual(body.map((ring) => [...ring]), [[-1, 1], [2, 3]]);
});

test("a component is known by when it was heard last, a generation by its centre", () => {
  const run = takeChunk(piece("heard", 0, 6));
  assert.deepEqual([2, 3, 5].map((at) => lastHeard(run, at, 1)), [2, 2, 2]);
  assert.equal(lastHeard(run, 5, 0), 5);
  assert.deepEqual([centreAt(run, 1), centreAt(run, 5)], [[0, 0], [5, 0]]);
  const bare = takeChunk(piece("bare", 0, 3, { components: 0, ellipses: new Float64Array(), dims: 2, points: 1, cloud: Uint16Array.of(0, 0, 65535, 0, 0, 65535) }));
  assert.deepEqual([1, 2].map((at) => centreAt(bare, at)), [[2, 0], [2, 0]]);
});

test("between two frames the earlier one stands", () => {
  const run = takeChunk(piece("story", 0, 9, { keyframes: [0, 2, 7] }));
  assert.equal(cloudAt(run, 6).generation, 2);
  assert.equal(run.whole.has(0), false);
  takeChunk(piece("story", 4, 8), run);
  assert.ok(run.whole.has(4), "of this stretch every frame is there");
  assert.deepEqual([...cloudAt(run, 6).points], [6, 60_006]);
  assert.deepEqual([...cloudAt(run, 6).bounds], [6, 0, 7, 0]);
});

test("components are alive while they have a weight and a place", () => {
  const run = takeChunk(piece("components", 0, 5));
  assert.deepEqual(aliveAt(run, 2).map(({ k, x }) => [k, x]), [[0, 2], [1, -2]]);
  assert.deepEqual(aliveAt(run, 4).map(({ k }) => k), [0]);
  assert.equal(componentAt(run, 4, 1).alive, false);
});

test("how a run goes on is said by the newest of it alone", () => {
  const run = takeChunk(piece("said", 0, 6));
  takeChunk(piece("said", 0, 3, { headway: "old", done: true, status: "done" }), run);
  assert.deepEqual([run.headway, run.status, run.done], ["6 of 10", "running", false]);
  takeChunk(piece("said", 6, 10, { status: "done" }), run);
  assert.ok(run.done && run.status === "done");
});

test("a link may have a run begin paused further on, once", () => {
  const run = openChunk({ ...piece("paused", 0, 5), ...opening, pause: 3 });
  assert.deepEqual([run.position, run.playing, run.paused], [3, false, 3]);
  run.position = 1;
  openChunk({ ...piece("paused", 0, 5), ...opening, pause: 3 });
  assert.equal(run.position, 1, "the viewer has gone elsewhere");
  openChunk({ ...piece("paused", 0, 5), ...opening, pause: 50 });
  assert.equal(run.position, PLANNED - 1);
});

test("a run that has ended is done once all of it is here", () => {
  const ended = { ...opening, ended: true, length: 8, status: "cancelled" };
  const run = openChunk({ ...piece("ended", 0, 5), ...ended });
  assert.equal(run.done, false);
  openChunk({ ...piece("ended", 5, 8), ...ended });
  assert.ok(run.done);
});

test("the last four runs are kept", () => {
  const first = takeChunk(piece("kept 0", 0, 3));
  for (const i of [1, 2, 3]) takeChunk(piece(`kept ${i}`, 0, 3));
  assert.equal(takeChunk(piece("kept 0", 0, 3)), first, "and is the newest now");
  takeChunk(piece("kept 4", 0, 3));
  assert.equal(takeChunk(piece("kept 0", 0, 3)), first);
  assert.notEqual(takeChunk(piece("kept 1", 0, 2)).loaded, 3, "this one was forgotten");
});

test("symbols and pictures are cut out of their generation", () => {
  const symbols = { noun: "face", names: ["1", "2"], truth: [0.5, 0.5] };
  const bars = Uint16Array.of(1, 2, 3, 4);
  assert.deepEqual([...sharesAt(takeChunk(piece("bars", 0, 2, { symbols, bars })), 1)], [3, 4]);
  const galleries = [{ tiles: 1, height: 1, width: 2 }, { tiles: 2, height: 1, width: 2 }];
  const pictures = Uint8Array.from({ length: 2 * WIDTH }, (_, i) => i);
  const run = takeChunk(piece("pictures", 0, 2, { galleries, pictures }));
  assert.deepEqual([...wallAt(run, 1, 1)], [8, 9, 10, 11]);
});
