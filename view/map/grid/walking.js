// Which square a key leads to from another one; the first row is the lowest.
/** @typedef {[number, number]} Cell its column and its row */
/** @typedef {{ columns: number, rows: number }} Shape */

/** @type {Record<string, (cell: Cell, shape: Shape) => Cell>} */
const STEPS = {
  ArrowLeft: ([i, j]) => [i - 1, j],
  ArrowRight: ([i, j]) => [i + 1, j],
  ArrowUp: ([i, j]) => [i, j + 1],
  ArrowDown: ([i, j]) => [i, j - 1],
  Home: ([, j]) => [0, j],
  End: ([, j], { columns }) => [columns - 1, j],
};

/** @type {Record<string, (cell: Cell, shape: Shape) => Cell>} */
const LEAPS = {
  Home: (_, { rows }) => [0, rows - 1],
  End: (_, { columns }) => [columns - 1, 0],
};

// At the edge one stays where one is; with Control, Home and End lead to the first square that is read, and the last.
/** @param {Cell} cell @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean }} press @param {Shape} shape @returns {Cell | null} */
export function led(cell, press, shape) {
  if (press.altKey || press.metaKey) return null;
  const step = (press.ctrlKey ? LEAPS : STEPS)[press.key];
  return step ? within(step(cell, shape), shape) : null;
}

/** @param {Cell} cell @param {Shape} shape @returns {Cell} */
export function within([i, j], { columns, rows }) {
  const held = (/** @type {number} */ at, /** @type {number} */ count) => Math.min(Math.max(at, 0), count - 1);
  return [held(i, columns), held(j, rows)];
}
