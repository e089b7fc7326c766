// The runs this page has received. They outlive the component, so that leaving a page and coming back keeps them.
import { Frames } from "./frames.js";
/** @import { Chunk, OpeningChunk } from "./chunk.js" */
/** @import { Frame } from "./frames.js" */

/**
 * A run as far as it has been received, and where its viewer is in it.
 * @typedef {Pick<Chunk, typeof LASTING[number] | "status" | "headway" | "done"> & {
 *   id: string, film: string, link: string, made: [name: string, words: string][], loaded: number, lost: string,
 *   story: [since: number, words: string][], recorded: boolean,
 *   position: number, playing: boolean | null, paused: number | null, inHand: boolean,
 *   real: Frame, body: Float32Array[], rows: Float64Array[], ellipses: Float64Array, frames: Frames, whole: Set<number>,
 * }} Run
 */

/** @typedef {{ weight: number, x: number, y: number, l11: number, l21: number, l22: number, alive: boolean }} Component */

const LASTING = /** @type {const} */ ([
  "continues", "total", "dims", "components", "points", "of", "view", "axes", "series",
  "moments", "lines", "galleries", "symbols", "title", "stretch",
]);

/** @type {Map<string, Run>} */
const runs = new Map();
const KEPT = 4;

// A chunk of a run that the page has named, with how it is to be seen.
/** @param {OpeningChunk} chunk */
export function openChunk(chunk) {
  const run = takeChunk(chunk);
  const { film, link, made, title, status, ended, length, story, recorded } = chunk;
  Object.assign(run, { film, link, made, title, status, story, recorded, done: ended && run.loaded >= length, ...groundOf(chunk) });
  if (run.paused !== chunk.pause) rest(run, chunk.pause);
  return run;
}

// What lies beneath every generation: real data, and the outlines of all but their tail.
/** @param {OpeningChunk} chunk */
function groundOf({ dims, realBounds, real, body, rings }) {
  const counts = new Uint16Array([real.length / dims]);
  /** @type {Frame} */
  const frame = { generation: 0, bounds: realBounds, points: real, counts, shares: null, pictures: null, lattice: null };
  let end = 0;
  return { real: frame, body: Array.from(rings, (corners) => body.subarray(end * dims, (end += corners) * dims)) };
}

// A chunk of it that was fetched since.
/** @param {Chunk} chunk @param {Run} [fetched] */
export function takeChunk(chunk, fetched) {
  const run = fetched ?? runs.get(chunk.run) ?? unknown(chunk.run);
  if (!run.loaded) Object.assign(run, shaped(chunk)); // how many components there are is known from generation 0 on
  runs.delete(run.id);
  runs.set(run.id, run);
  for (const id of runs.keys()) if (runs.size > KEPT) runs.delete(id);
  append(run, chunk);
  const { status, headway, done, to } = chunk;
  if (to === run.loaded) Object.assign(run, { status, headway, done }); // else it says nothing of how the run goes on
  run.lost = "";
  return run;
}

// Of which nothing has come so far.
/** @param {string} id */
function unknown(id) {
  const run = { id, loaded: 0, film: "", link: "", made: [], story: [], recorded: false, position: 0, playing: null, paused: null, inHand: false };
  return /** @type {Run} */ (/** @type {unknown} */ (run));
}

/** @param {Chunk} chunk */
function shaped(chunk) {
  const { total, components, series } = chunk;
  const rows = Math.max(0, ...series.map((chart) => chart.row + 1));
  return {
    ...Object.fromEntries(LASTING.map((name) => [name, chunk[name]])),
    rows: Array.from({ length: rows }, () => new Float64Array(total)),
    ellipses: new Float64Array(total * components * 6),
    frames: new Frames(),
    whole: new Set(), // where the stretches begin of which every frame is there
  };
}

// A link may have a run begin paused further on; once it has, the viewer goes wherever they like.
/** @param {Run} run @param {number | null} generation */
function rest(run, generation) {
  run.paused = generation;
  if (generation !== null) Object.assign(run, { position: Math.min(generation, run.total - 1), playing: false });
}

// Chunks may come twice or overlap: only what is new is taken.
/** @param {Run} run @param {Chunk} chunk */
function append(run, chunk) {
  for (const [i, generation] of chunk.keyframes.entries()) run.frames.add(frameOf(run, chunk, generation, i));
  if (chunk.keyframes.length && chunk.keyframes.length === chunk.to - chunk.from) run.whole.add(chunk.from);
  if (chunk.from > run.loaded || chunk.to <= run.loaded) return;
  const known = run.loaded - chunk.from;
  const length = chunk.to - chunk.from;
  run.rows.forEach((row, i) => row.set(chunk.rows.subarray(i * length + known, (i + 1) * length), run.loaded));
  const width = run.components * 6;
  run.ellipses.set(chunk.ellipses.subarray(known * width), run.loaded * width);
  run.loaded = chunk.to;
}

/** @template {{ subarray(from: number, to: number): T }} T @param {T} array @param {number} i @param {number} width @returns {T} */
const part = (array, i, width) => array.subarray(i * width, (i + 1) * width);

/** @param {number[]} shape */
const size = (shape) => shape.reduce((product, side) => product * side, 1);

// Where a gallery's pictures begin among those of one generation.
/** @param {Run} run @param {number} gallery */
const offset = (run, gallery) => run.galleries.slice(0, gallery).reduce((sum, { tiles, height, width }) => sum + tiles * height * width, 0);

/** @param {Run} run @param {Chunk} chunk @param {number} generation @param {number} i @returns {Frame} */
function frameOf(run, chunk, generation, i) {
  return {
    generation,
    bounds: part(chunk.bounds, i, 4),
    counts: part(chunk.counts, i, Math.max(run.components, 1)),
    points: part(chunk.cloud, i, run.points * run.dims),
    shares: run.symbols && part(chunk.bars, i, run.symbols.names.length),
    pictures: run.galleries.length ? part(chunk.pictures, i, offset(run, run.galleries.length)) : null,
    lattice: run.lines && { corners: part(chunk.corners, i, 4), steps: part(chunk.lattice, i, size(run.lines)) },
  };
}

// What is said of it there: the last that it has passed.
/** @param {Run} run @param {number} generation */
export const saidAt = (run, generation) => run.story.findLast(([since]) => since <= generation)?.[1] ?? "";

// Since when a component has been silent, be it for good; at such a generation, where it is not.
/** @param {Run} run @param {number} generation @param {number} component */
export function lastHeard(run, generation, component) {
  let at = generation;
  while (at >= 0 && !(run.ellipses[(at * run.components + component) * 6] > 0)) at -= 1;
  return at;
}

// The mean of all that a generation says: as it has learned, where it has groups, else of what is shown.
/** @param {Run} run @param {number} generation @returns {[number, number] | null} */
export function centreAt(run, generation) {
  const alive = aliveAt(run, generation);
  const whole = alive.reduce((sum, { weight }) => sum + weight, 0);
  if (!run.components) return middleOf(cloudAt(run, generation), run.dims);
  if (!whole) return null;
  const mean = (/** @type {"x" | "y"} */ axis) => alive.reduce((sum, one) => sum + one.weight * one[axis], 0) / whole;
  return [mean("x"), mean("y")];
}

/** @param {Frame} cloud @param {number} dims @returns {[number, number]} */
function middleOf({ points, bounds: [xlo, ylo, xhi, yhi] }, dims) {
  const along = (/** @type {number} */ axis) =>
    points.reduce((sum, step, i) => (i % dims === axis ? sum + step : sum), 0) / (points.length / dims) / 65535;
  return [xlo + along(0) * (xhi - xlo), ylo + along(1) * (yhi - ylo)];
}

/** @param {Run} run @param {number} generation */
export const cloudAt = (run, generation) => run.frames.at(generation);

// The pictures of a gallery, one after the other.
/** @param {Run} run @param {number} generation @param {number} gallery */
export const wallAt = (run, generation, gallery) => /** @type {Uint8Array} */ (run.frames.at(generation).pictures).subarray(offset(run, gallery));

// How often a generation says each symbol, in 65535ths; 0 only where it never does.
/** @param {Run} run @param {number} generation */
export const sharesAt = (run, generation) => /** @type {Uint16Array} */ (run.frames.at(generation).shares);

/** @param {Run} run @param {number} generation @param {number} component @returns {Component} */
export function componentAt(run, generation, component) {
  const at = (generation * run.components + component) * 6;
  const [weight, x, y, l11, l21, l22] = run.ellipses.subarray(at, at + 6);
  return { weight, x, y, l11, l21, l22, alive: weight > 0 && Number.isFinite(x + y + l11 + l21 + l22) };
}

/** @param {Run} run @param {number} generation */
export function aliveAt(run, generation) {
  const all = Array.from({ length: run.components }, (_, k) => ({ k, ...componentAt(run, generation, k) }));
  return all.filter((component) => component.alive);
}
