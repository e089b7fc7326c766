// The squares of a map, drawn, and over them a grid of cells that are pressed, touched, and walked by keys.
import { Calls } from "../../shell/calls.js";
import { led, within } from "./walking.js";
/** @import { Cell } from "./walking.js" */

/**
 * A map as it is drawn and told, and where its squares lie.
 * @typedef {object} Drawn
 * @property {string} name
 * @property {number} columns
 * @property {number} rows
 * @property {string[]} said of each square, row by row from the lowest on
 * @property {Cell | null} chosen
 * @property {string} drawing an SVG, of our own words and numbers
 * @property {[number, number]} size of the whole drawing, in pixels
 * @property {boolean} fills whether it fills the screen beneath a headline
 * @property {number} side of a square
 * @property {number[]} across where the middle of each column lies, from the left
 * @property {number[]} up where that of each row lies, from above
 */

/**
 * One who walks: where one is, and what is said there.
 * @typedef {object} Walk
 * @property {HTMLElement} root
 * @property {HTMLElement} drawing
 * @property {HTMLElement} grid
 * @property {HTMLElement} tip
 * @property {Cell | null} touched the cell whose words the tip has
 * @property {HTMLElement[][]} cells by row and column
 * @property {Cell} at
 * @property {Drawn} drawn
 * @property {(cell: Cell) => void} open
 * @property {AbortController} ends
 */

/** @typedef {{ data: Drawn, open: Walk["open"] }} Call */

const walks = new Calls({
  begin: (root, /** @type {Call} */ { data }) => begun(root, data),
  take(walk, { data, open: told }) {
    walk.open = told;
    take(walk, data);
  },
  close: (walk) => walk.ends.abort(),
});

/** @param {{ data: Drawn, parentElement: ParentNode, setTriggerValue: (name: string, value: Cell) => void }} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".map"));
  return walks.called(root, { data, open: (cell) => setTriggerValue("open", cell) });
}

/** @param {HTMLElement} root @param {Drawn} drawn @returns {Walk} */
function begun(root, drawn) {
  const [drawing, grid, tip] = [".drawing", ".grid", ".tip"].map((which) => /** @type {HTMLElement} */ (root.querySelector(which)));
  /** @type {Walk} */
  const walk = { root, drawing, grid, tip, touched: null, cells: [], at: [0, 0], drawn, open() {}, ends: new AbortController() };
  const { signal } = walk.ends;
  grid.addEventListener("keydown", (event) => pressed(walk, event), { signal });
  grid.addEventListener("focusin", (event) => arrived(walk, /** @type {HTMLElement} */ (event.target)), { signal });
  grid.addEventListener("focusout", () => show(walk, null), { signal });
  grid.addEventListener("pointerover", (event) => show(walk, cellOf(/** @type {HTMLElement} */ (event.target))), { signal });
  grid.addEventListener("pointerleave", () => show(walk, walk.cells.flat().includes(focused(root)) ? walk.at : null), { signal });
  // By the mouse, by touch, or as a reader of the screen presses what it has read.
  grid.addEventListener("click", (event) => open(walk, /** @type {HTMLElement} */ (event.target)), { signal });
  return walk;
}

// Where the squares are other ones, so is the grid; else only what changed is drawn and said anew.
/** @param {Walk} walk @param {Drawn} drawn */
function take(walk, drawn) {
  const before = walk.drawn;
  const isFresh = !walk.cells.length || shape(before) !== shape(drawn);
  walk.drawn = drawn;
  if (isFresh) lay(walk);
  if (isFresh || before.drawing !== drawn.drawing) walk.drawing.innerHTML = drawn.drawing;
  walk.at = within(ledTo(before, drawn, isFresh) ?? walk.at, drawn);
  walk.root.style.maxWidth = wide(drawn);
  walk.grid.setAttribute("aria-label", drawn.name);
  for (const [j, row] of walk.cells.entries()) for (const [i, cell] of row.entries()) tell(walk, cell, [i, j]);
  show(walk, isFresh ? null : walk.touched);
}

// As drawn, letters and all; before a class as large as the screen is high beneath a headline of two lines.
/** @param {Drawn} drawn */
const wide = ({ fills, size: [width, height] }) => (fills ? `max(${width}px, (100dvh - 8.6rem) * ${width / height})` : `${width}px`);

// Where another square was chosen, one stands there.
/** @param {Drawn} before @param {Drawn} drawn @param {boolean} isFresh */
const ledTo = (before, drawn, isFresh) => (isFresh || `${before.chosen}` !== `${drawn.chosen}` ? drawn.chosen : null);

/** @param {Drawn} drawn */
const shape = ({ columns, rows }) => `${columns} ${rows}`;

/** @param {Walk} walk @param {HTMLElement} cell @param {Cell} place */
function tell({ drawn, at }, cell, [i, j]) {
  const said = drawn.said[j * drawn.columns + i];
  if (cell.ariaLabel !== said) cell.ariaLabel = said;
  cell.ariaSelected = String(`${drawn.chosen}` === `${i},${j}`);
  cell.tabIndex = `${at}` === `${i},${j}` ? 0 : -1;
  const [width, height] = drawn.size;
  cell.style.left = part(drawn.across[i], width);
  cell.style.top = part(drawn.up[j], height);
  cell.style.width = part(drawn.side, width);
  cell.style.height = part(drawn.side, height);
}

/** @param {number} pixels @param {number} of */
const part = (pixels, of) => `${(100 * pixels) / of}%`;

// The uppermost row is read first.
/** @param {Walk} walk */
function lay(walk) {
  const { columns, rows } = walk.drawn;
  walk.cells = Array.from({ length: rows }, (_, j) => Array.from({ length: columns }, (__, i) => made("gridcell", `${i},${j}`)));
  walk.grid.replaceChildren(...walk.cells.toReversed().map((cells) => {
    const row = made("row");
    row.append(...cells);
    return row;
  }));
}

/** @param {string} role @param {string} [place] */
function made(role, place) {
  const element = document.createElement("div");
  element.role = role;
  if (place) element.dataset.cell = place;
  return element;
}

/** @param {HTMLElement} root */
const focused = (root) => /** @type {HTMLElement} */ (/** @type {ShadowRoot | Document} */ (root.getRootNode()).activeElement);

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

// One stop of the page's order, wherever one has walked.
/** @param {Walk} walk @param {HTMLElement} element */
function arrived(walk, element) {
  const cell = cellOf(element);
  if (!cell) return;
  walk.cells[walk.at[1]][walk.at[0]].tabIndex = -1;
  element.tabIndex = 0;
  walk.at = cell;
  show(walk, cell);
}

// What is said of a square lies where it hides the fewest.
/** @param {Walk} walk @param {Cell | null} cell */
function show(walk, cell) {
  const { tip, drawn } = walk;
  walk.touched = cell;
  tip.hidden = !cell;
  if (!cell) return;
  tip.textContent = drawn.said[cell[1] * drawn.columns + cell[0]];
  const [, height] = drawn.size, isBelow = cell[1] < drawn.rows / 2;
  tip.style.top = isBelow ? part(drawn.up[drawn.rows - 1] - drawn.side / 2, height) : "auto";
  tip.style.bottom = isBelow ? "auto" : part(height - drawn.up[0] - drawn.side / 2, height);
}
