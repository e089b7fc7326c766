// The runs this page has received. They outlive the component, so that leaving a page and coming back keeps them.
const runs = new Map();
const KEPT = 4;

export function takeChunk(chunk) {
  const known = runs.get(chunk.run);
  const run = known?.loaded ? known : openRun(chunk); // how many components there are is known from generation 0 on
  runs.delete(run.id);
  runs.set(run.id, run);
  while (runs.size > KEPT) runs.delete(runs.keys().next().value);
  if (run.paused !== chunk.pause) rest(run, chunk.pause);
  if (run.symbols) run.symbols.byHand = chunk.symbols.byHand;
  if (chunk.from <= run.loaded && chunk.to > run.loaded) append(run, chunk);
  run.status = chunk.status;
  run.done = chunk.done && run.loaded >= chunk.to;
  return run;
}

function openRun(chunk) {
  const { run: id, continues, total, dims, components, points, of, view, axes, series, moments, lines, galleries, symbols, title } = chunk;
  const rows = Math.max(0, ...series.map((chart) => chart.row + 1));
  return {
    id, continues, total, dims, components, points, of, view, axes, series, moments, lines, galleries, symbols, title,
    loaded: 0, done: false, status: chunk.status, position: 0, playing: null, paused: null,
    rows: Array.from({ length: rows }, () => new Float64Array(total)),
    ellipses: new Float64Array(total * components * 6),
    clouds: [], lattices: [], walls: [], heaps: [],
  };
}

// A link may have a run begin paused further on; once it has, the viewer goes wherever they like.
function rest(run, generation) {
  run.paused = generation;
  if (generation !== null) Object.assign(run, { position: Math.min(generation, run.total - 1), playing: false });
}

// Chunks may come twice or overlap: only what is new is taken.
function append(run, chunk) {
  const known = run.loaded - chunk.from;
  const length = chunk.to - chunk.from;
  run.rows.forEach((row, i) => row.set(chunk.rows.subarray(i * length + known, (i + 1) * length), run.loaded));
  const width = run.components * 6;
  run.ellipses.set(chunk.ellipses.subarray(known * width), run.loaded * width);
  chunk.keyframes.forEach((generation, i) => {
    if (generation < run.loaded) return;
    run.clouds.push(cloudOf(run, chunk, generation, i));
    if (run.symbols) run.heaps.push({ generation, shares: part(chunk.bars, i, run.symbols.names.length) });
    if (run.galleries.length) run.walls.push({ generation, pictures: part(chunk.pictures, i, offset(run, run.galleries.length)) });
  });
  if (run.lines) for (let i = known; i < length; i++) run.lattices.push(latticeOf(run, chunk, i));
  run.loaded = chunk.to;
}

const part = (array, i, width) => array.subarray(i * width, (i + 1) * width);
const size = (shape) => shape.reduce((product, side) => product * side, 1);

// Where a gallery's pictures begin among those of one generation.
const offset = (run, gallery) => run.galleries.slice(0, gallery).reduce((sum, { tiles, height, width }) => sum + tiles * height * width, 0);

function latticeOf(run, chunk, i) {
  return { corners: part(chunk.corners, i, 4), steps: part(chunk.lattice, i, size(run.lines)) };
}

function cloudOf(run, chunk, generation, i) {
  return {
    generation,
    bounds: part(chunk.bounds, i, 4),
    counts: part(chunk.counts, i, Math.max(run.components, 1)),
    points: part(chunk.cloud, i, run.points * run.dims),
  };
}

// The newest cloud that is not from the future. Clouds are independent samples: nothing lies between two of them.
export const cloudAt = (run, generation) => newest(run.clouds, generation);

// The pictures of a gallery, one after the other, likewise.
export const wallAt = (run, generation, gallery) => newest(run.walls, generation).pictures.subarray(offset(run, gallery));

// How often a generation says each symbol, in 65535ths; 0 only where it never does.
export const sharesAt = (run, generation) => newest(run.heaps, generation).shares;

function newest(frames, generation) {
  let low = 0;
  let high = frames.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (frames[middle].generation <= generation) low = middle;
    else high = middle - 1;
  }
  return frames[low];
}

export function componentAt(run, generation, component) {
  const at = (generation * run.components + component) * 6;
  const [weight, x, y, l11, l21, l22] = run.ellipses.subarray(at, at + 6);
  return { weight, x, y, l11, l21, l22, alive: weight > 0 && Number.isFinite(x + y + l11 + l21 + l22) };
}

export function aliveAt(run, generation) {
  const all = Array.from({ length: run.components }, (_, k) => ({ k, ...componentAt(run, generation, k) }));
  return all.filter((component) => component.alive);
}
