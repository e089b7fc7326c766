// The squares of a map as a grid that keys walk: it lies over the drawn ones, and lets the mouse through to them.
import { led, within } from "./walking.js";
/** @import { Cell } from "./walking.js" */

/**
 * A map as it is told, and where its squares are drawn.
 * @typedef {object} Drawn
 * @property {string} name
 * @property {number} columns
 * @property {number} rows
 * @property {string[]} said of each square, row by row from the lowest on
 * @property {Cell | null} chosen
 * @property {number} side of a square in pixels
 * @property {[number, number]} size of the whole drawing
 * @property {{ l: number, r: number, t: number, b: number }} around what is drawn of it beside the squares
 * @property {number} before how much of a square's place lies between the edge and the first one's middle
 */

/**
 * One who walks: where one is, and what is said there.
 * @typedef {object} Walk
 * @property {HTMLElement} root
 * @property {HTMLElement} grid
 * @property {HTMLElement} tip
 * @property {HTMLElement[][]} cells by row and column
 * @property {Cell} at
 * @property {Drawn} drawn
 * @property {(cell: Cell) => void} open
 * @property {AbortController} ends
 */

/** @type {WeakMap<Element, Walk>} */
const walks = new WeakMap();

/** @param {{ data: Drawn, parentElement: ParentNode, setTriggerValue: (name: string, value: Cell) => void }} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".walk"));
  const walk = walks.get(root) ?? begun(root, data);
  const told = (/** @type {Cell} */ cell) => setTriggerValue("open", cell);
  walk.open = told;
  take(walk, data);
  return () => {
    if (walk.open !== told) return; // undone late, when a newer call has come in between
    walk.ends.abort();
    walks.delete(root);
  };
}

/** @param {HTMLElement} root @param {Drawn} drawn @returns {Walk} */
function begun(root, drawn) {
  const [grid, tip] = [".grid", ".tip"].map((which) => /** @type {HTMLElement} */ (root.querySelector(which)));
  /** @type {Walk} */
  const walk = { root, grid, tip, cells: [], at: [0, 0], drawn, open() {}, ends: new AbortController() };
  walks.set(root, walk);
  const { signal } = walk.ends;
  grid.addEventListener("keydown", (event) => pressed(walk, event), { signal });
  grid.addEventListener("focusin", (event) => arrived(walk, /** @type {HTMLElement} */ (event.target)), { signal });
  grid.addEventListener("focusout", () => { tip.hidden = true; }, { signal });
  // As a reader of the screen presses what it has read.
  grid.addEventListener("click", (event) => open(walk, /** @type {HTMLElement} */ (event.target)), { signal });
  return walk;
}

// Where the squares are other ones, so is the grid; else only what changed is said anew.
/** @param {Walk} walk @param {Drawn} drawn */
function take(walk, drawn) {
  const { root, grid, drawn: before } = walk;
  const isFresh = !walk.cells.length || before.columns !== drawn.columns || before.rows !== drawn.rows;
  walk.drawn = drawn;
  if (isFresh) lay(walk);
  const isLed = isFresh || `${before.chosen}` !== `${drawn.chosen}`;
  walk.at = within((isLed && drawn.chosen) || walk.at, drawn);
  root.style.maxWidth = `${drawn.size[0]}px`;
  root.style.height = `${drawn.size[1]}px`;
  grid.setAttribute("aria-label", drawn.name);
  for (const [j, row] of walk.cells.entries()) for (const [i, cell] of row.entries()) tell(walk, cell, [i, j]);
}

/** @param {Walk} walk @param {HTMLElement} cell @param {Cell} place */
function tell({ drawn, at, root, tip }, cell, [i, j]) {
  const said = drawn.said[j * drawn.columns + i];
  if (cell.ariaLabel !== said) cell.ariaLabel = said;
  cell.ariaSelected = String(`${drawn.chosen}` === `${i},${j}`);
  cell.tabIndex = `${at}` === `${i},${j}` ? 0 : -1;
  const { l, r, t, b } = drawn.around;
  cell.style.left = `calc(${l}px + (100% - ${l + r}px) * ${along(i, drawn.columns, drawn.before)})`;
  cell.style.bottom = `calc(${b}px + (100% - ${t + b}px) * ${along(j, drawn.rows, drawn.before)})`;
  cell.style.width = cell.style.height = `${drawn.side}px`;
  if (/** @type {ShadowRoot | Document} */ (root.getRootNode()).activeElement === cell) tip.textContent = said;
}

// What part of a side lies before the middle of one of so many squares.
/** @param {number} place @param {number} count @param {number} before */
const along = (place, count, before) => (place + before) / (count - 1 + 2 * before);

// The uppermost row is read first.
/** @param {Walk} walk */
function lay(walk) {
  const { columns, rows } = walk.drawn;
  walk.cells = Array.from({ length: rows }, (_, j) => Array.from({ length: columns }, (__, i) => part("gridcell", `${i},${j}`)));
  walk.grid.replaceChildren(...walk.cells.toReversed().map((cells) => {
    const row = part("row");
    row.append(...cells);
    return row;
  }));
}

/** @param {string} role @param {string} [place] */
function part(role, place) {
  const made = document.createElement("div");
  made.role = role;
  if (place) made.dataset.cell = place;
  return made;
}

/** @param {HTMLElement} element @returns {Cell | null} */
function cellOf(element) {
  const [i, j] = (element.dataset.cell ?? "").split(",").map(Number);
  return j === undefined ? null : [i, j];
}

/** @param {Walk} walk @param {KeyboardEvent} event */
function pressed(walk, event) {
  const opens = (event.key === "Enter" || event.key === " ") && !event.repeat;
  const to = opens ? null : led(walk.at, event, walk.drawn);
  if (!opens && !to) return;
  event.preventDefault();
  event.stopPropagation();
  if (to) walk.cells[to[1]][to[0]].focus();
  else open(walk, /** @type {HTMLElement} */ (event.target));
}

/** @param {Walk} walk @param {HTMLElement} element */
function open(walk, element) {
  const cell = cellOf(element);
  if (cell) walk.open(cell);
}

// One stop of the page's order, wherever one has walked; what is said of the square lies where it hides the fewest.
/** @param {Walk} walk @param {HTMLElement} element */
function arrived(walk, element) {
  const cell = cellOf(element);
  if (!cell) return;
  walk.cells[walk.at[1]][walk.at[0]].tabIndex = -1;
  element.tabIndex = 0;
  walk.at = cell;
  const { tip, drawn } = walk;
  tip.textContent = element.ariaLabel;
  tip.hidden = false;
  const above = cell[1] < drawn.rows / 2;
  tip.style.top = above ? `${drawn.around.t}px` : "auto";
  tip.style.bottom = above ? "auto" : `${drawn.around.b}px`;
}
