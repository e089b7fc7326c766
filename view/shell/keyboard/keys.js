// Hears the page's own keys, opens the list of all keys, and says so when the projector is wanted or not any more.
import { Calls } from "../calls.js";

const FIELDS = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const MOVES = /^(Tab|Home|End|Arrow)/; // the focus, from control to control
const HELP = "[data-testid=stTooltipIcon] button[aria-label^=Help]";
const EXPERIMENTS = ".st-key-experiments [data-testid=stButtonGroup]";

/**
 * The buttons on one page, and what it is doing.
 * @typedef {object} Page
 * @property {HTMLElement} root
 * @property {AbortController} leaving
 * @property {HTMLDialogElement} dialog
 * @property {HTMLDialogElement} dark
 * @property {boolean} presenting
 * @property {boolean} byKeyboard whether the focus was moved by keys
 * @property {Element | null} helped the mark whose help is open, as a mouse would open it
 * @property {() => void} present
 */

/** @typedef {{ presenting: boolean, present: () => void }} Call */

const pages = new Calls({
  begin: connect,
  take(page, /** @type {Call} */ { presenting, present }) {
    if (presenting && !page.presenting) /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    Object.assign(page, { presenting, present });
    partOf(page.root, ".present span").textContent = presenting ? "Leave" : "Present";
    partOf(page.root, ".present").title = presenting ? "Back to the page (F or Esc)" : "Large, for a projector (F)";
    partOf(page.root, ".where-pressed").textContent = presenting ? "" : "Click into it first, or reach it by Tab; while presenting that is not needed.";
  },
  close: (page) => page.leaving.abort(),
});

/** @param {{ data: { presenting: boolean }, parentElement: ParentNode, setTriggerValue: (name: string, value: boolean) => void }} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  return pages.called(partOf(parentElement, ".keys"), { ...data, present: () => setTriggerValue("present", true) });
}

/** @param {ParentNode} root @param {string} selector */
const partOf = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** @param {HTMLElement} root */
function connect(root) {
  const dialog = /** @type {HTMLDialogElement} */ (partOf(root, ".list"));
  const dark = /** @type {HTMLDialogElement} */ (partOf(root, ".dark"));
  /** @type {Page} */
  const page = { root, leaving: new AbortController(), dialog, dark, presenting: false, byKeyboard: false, helped: null, present() {} };
  const { signal } = page.leaving;
  partOf(root, ".present").addEventListener("click", () => page.present(), { signal });
  partOf(root, ".help").addEventListener("click", () => page.dialog.showModal(), { signal });
  page.dialog.addEventListener("click", (event) => event.target === page.dialog && page.dialog.close(), { signal });
  addEventListener("keydown", (event) => presented(page, event), { signal, capture: true });
  dark.addEventListener("click", () => dark.close(), { signal });
  addEventListener("keydown", (event) => pressed(page, event), { signal });
  if (!folded) foldTheSidebar(performance.now());
  // While the list is open, no other key is anybody's.
  addEventListener("keydown", (event) => page.dialog.matches(":modal") && event.key !== "?" && event.stopPropagation(), { signal, capture: true });
  addEventListener("keydown", ({ key }) => moved(page, key), { signal, capture: true });
  addEventListener("pointerdown", () => { page.byKeyboard = false; leading += 1; }, { signal, capture: true });
  addEventListener("focusin", (event) => { free(page, event); help(page, event.composedPath()[0]); }, { signal });
  addEventListener("focusout", () => help(page, null), { signal });
  return page;
}

// A knob and the mark of its help are one stop: the help opens where keys have led to the knob.
/** @param {Page} page @param {string} key */
function moved(page, key) {
  page.byKeyboard ||= MOVES.test(key);
  if (key === "Tab") for (const mark of document.querySelectorAll(`${HELP}:not([tabindex="-1"])`)) /** @type {HTMLElement} */ (mark).tabIndex = -1;
}

/** @param {Page} page @param {EventTarget | null} focused */
function help(page, focused) {
  const mark = page.byKeyboard && !page.presenting ? markOf(focused) : null;
  if (page.helped === mark) return;
  if (page.helped) over(page.helped, "pointerout", "pointerleave");
  if (mark) over(mark, "pointerover", "pointerenter");
  page.helped = mark;
}

/** @param {EventTarget | null} focused @returns {Element | null} */
function markOf(focused) {
  if (!(focused instanceof Element) || focused.matches(HELP)) return null;
  return focused.closest("[data-testid=stElementContainer]")?.querySelector(HELP) ?? null;
}

// As if a mouse were on it, or left it.
/** @param {Element} mark @param {string[]} events */
function over(mark, ...events) {
  for (const name of events) mark.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerType: "mouse" }));
}

let folded = false;

// On a phone held sideways the sidebar would take a third of the screen: it begins folded, as it does upright.
/** @param {number} since */
function foldTheSidebar(since) {
  folded = true;
  if (innerHeight > 480 || innerWidth > 1000 || performance.now() - since > 10_000) return;
  const fold = /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stSidebarCollapseButton] [aria-expanded=true]"));
  if (fold) fold.click();
  else requestAnimationFrame(() => foldTheSidebar(since));
}

// Before a class the space bar plays: a button that was clicked, or that a dialog leads back to, does not keep it.
/** @param {Page} page @param {Event} event */
function free(page, event) {
  const focused = /** @type {HTMLElement} */ (event.composedPath()[0]);
  if (page.presenting && !page.byKeyboard && focused.matches?.("button") && !focused.closest("[role=dialog], dialog")) focused.blur();
}

/** @type {Record<string, (page: Page) => void>} */
const KEYS = {
  "?": ({ dialog }) => (dialog.open ? dialog.close() : dialog.showModal()),
  f: (page) => page.present(),
  Escape: (page) => page.presenting && page.present(),
};

/** @type {Record<string, string>} */
const STEPS = { PageDown: ".st-key-lesson-next button", PageUp: ".st-key-lesson-back button" };
const LATE = 5000; // milliseconds that a step may take to be there with its buttons
let leading = 0; // how many steps were asked for

// Before anyone else: a clicker's keys lead through the lesson, and B darkens the screen until the next key.
/** @param {Page} page @param {KeyboardEvent} event */
function presented(page, event) {
  if (!page.presenting || isShortcut(event) || isTyped(event)) return;
  const step = document.querySelector(Object.values(STEPS).join()) && STEPS[event.key];
  if (page.dark.open) page.dark.close();
  else if (event.key.toLowerCase() === "b") page.dark.showModal();
  else if (step) lead(step, ++leading, performance.now());
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// While a step comes, its buttons are still those of the one before: a key waits for its own, and gives way to the next press.
/** @param {string} step @param {number} number @param {number} since */
function lead(step, number, since) {
  const button = document.querySelector(`${step}:enabled`);
  if (number !== leading || performance.now() - since > LATE) return;
  if (button instanceof HTMLElement) button.click();
  else requestAnimationFrame(() => lead(step, number, since));
}

/** @param {KeyboardEvent} event */
const isTyped = (event) => event.composedPath().some((element) => element instanceof Element && element.matches(FIELDS));

/** @param {Page} page @param {KeyboardEvent} event */
function pressed(page, event) {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = actOf(page, name);
  if (!act || event.defaultPrevented || event.repeat || isShortcut(event)) return;
  if (isTyped(event)) return;
  if (name !== "?" && document.querySelector("[role=dialog]")) return;
  event.preventDefault();
  act(page);
}

// While presenting, a digit leads to an experiment.
/** @param {Page} page @param {string} name */
function actOf(page, name) {
  return page.presenting && /^[1-9]$/.test(name) ? () => experiment(Number(name)) : KEYS[name];
}

/** @param {KeyboardEvent} event */
const isShortcut = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;

// The sidebar is out of sight, but there.
/** @param {number} number */
function experiment(number) {
  document.querySelector(EXPERIMENTS)?.querySelectorAll("button")[number - 1]?.click();
}
