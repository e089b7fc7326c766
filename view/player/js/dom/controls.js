// Buttons, slider, keys and the pointer: each gesture becomes one call of the player.
import { fractionUnder } from "../panels/curves.js";
import { setAxis, setPace, turnAhead } from "../playback/habits.js";
import { commonPlan } from "../playback/sync.js";
import { partOf } from "./part.js";
/** @import { Pace } from "../playback/clock.js" */
/** @import { Player } from "../player.js" */

/** @typedef {<K extends keyof DocumentEventMap>(target: EventTarget, event: K, act: (event: DocumentEventMap[K]) => void) => void} On */
/** @typedef {"onward" | "first" | "back" | "toggle" | "forward" | "last"} Verb */
/** @typedef {Record<string, (player: Player, far: boolean) => void>} Keys */

/** @param {Player} player */
export function connect(player) {
  const { root, signal } = player;
  /** @type {On} */
  const on = (target, event, act) => target.addEventListener(event, /** @type {EventListener} */ (act), { signal });
  /** @param {string} name @param {"click" | "change"} event @param {(name: string, value: string) => void} act */
  const each = (name, event, act) => {
    const found = /** @type {NodeListOf<HTMLSelectElement>} */ (root.querySelectorAll(`[data-${name}]`));
    for (const element of found) on(element, event, () => act(element.dataset[name] ?? "", element.value));
  };
  each("do", "click", (verb) => player.transport[/** @type {Verb} */ (verb)]());
  each("set", "change", (name, value) => setPace(/** @type {keyof Pace} */ (name), value));
  on(partOf(root, ".veil", HTMLButtonElement), "click", () => turnAhead(player));
  each("axis", "click", (axis) => setAxis(axis === "log"));
  each("zoom", "click", (zoom) => player.setZoom(zoom === "follow"));
  connectChoice(player, on, "gallery", ".galleries", (gallery) => player.setGallery(gallery));
  connectChoice(player, on, "curve", ".curves", (curve) => player.setCurve(curve));
  on(player.curves.small, "change", () => player.loaded && player.setCurve(player.curves.chosen));
  connectSlider(player, on);
  connectCharts(player, on);
  on(root, "keydown", (event) => pressed(player, event));
  on(document, "visibilitychange", () => player.rest());
}

// Buttons that come with the run: each has its number.
/** @param {Player} player @param {On} on @param {string} name @param {string} where @param {(number: number) => void} choose */
function connectChoice(player, on, name, where, choose) {
  on(partOf(player.root, where, HTMLElement), "click", ({ target }) => {
    const number = /** @type {HTMLElement} */ (target).dataset[name];
    if (number) choose(Number(number));
  });
}

/** @param {Player} player @param {On} on */
function connectSlider(player, on) {
  const slider = partOf(player.root, ".slider", HTMLInputElement);
  on(slider, "input", () => player.transport.scrub(Number(slider.value) / Number(slider.max)));
  on(slider, "change", () => player.settle());
}

/** @param {Player} player @param {On} on */
function connectCharts(player, on) {
  const { canvas } = player.charts;
  /** @type {PointerEvent | null} */ let held = null; // since where
  let moves = false;
  const scrub = (/** @type {PointerEvent} */ event) => {
    moves = true;
    player.transport.scrub(fractionUnder(player.charts, event.clientX), commonPlan());
  };
  const release = () => {
    if (moves) player.settle();
    held = null;
    moves = false;
  };
  on(canvas, "pointerdown", (event) => {
    if (event.button) return;
    held = event;
    canvas.setPointerCapture(event.pointerId);
    if (event.pointerType !== "touch") scrub(event);
  });
  on(canvas, "pointermove", (event) => held && (moves || isSideways(held, event)) && scrub(event));
  on(canvas, "pointerup", (event) => {
    if (held) scrub(event);
    release();
  });
  on(canvas, "pointercancel", release); // it was a swipe, and scrolls the page
}

const SLOP = 8; // pixels that a finger trembles

/** @param {PointerEvent} from @param {PointerEvent} to */
const isSideways = (from, to) => Math.abs(to.clientX - from.clientX) > Math.max(SLOP, Math.abs(to.clientY - from.clientY));

/** @type {Keys} */
const KEYS = {
  " ": (player) => player.transport.toggle(),
  ArrowLeft: ({ transport }, far) => transport.step(far ? -transport.stride : -1),
  ArrowRight: ({ transport }, far) => transport.step(far ? transport.stride : 1),
  Home: (player) => player.transport.first(),
  End: (player) => player.transport.last(),
  l: (player) => setAxis(!player.scene.logarithmic),
  z: (player) => player.setZoom(!player.following),
  h: (player) => turnAhead(player),
  p: (player) => player.nextGallery(),
  s: (player) => player.captureDialog.snap(),
};

/** @type {Keys} */
const BY_HAND = {
  " ": ({ transport }) => transport.forward(),
  ArrowRight: ({ transport }) => transport.forward(),
  ArrowLeft: ({ transport }) => transport.back(),
};

// Selects keep their keys, a focused button keeps its space bar, and the browser keeps its shortcuts.
/** @param {Player} player @param {KeyboardEvent} event @param {Keys} more */
export function pressed(player, event, more = {}) {
  const keys = { ...(player.scene.byHand ? BY_HAND : KEYS), ...more };
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const { tagName } = /** @type {Element} */ (event.target);
  if (!act || isShortcut(event)) return;
  if (tagName === "SELECT" || (tagName === "BUTTON" && event.key === " ")) return;
  event.preventDefault();
  event.stopPropagation();
  act(player, event.shiftKey);
}

/** @param {KeyboardEvent} event */
const isShortcut = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;
