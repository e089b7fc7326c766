// Where the viewer was in the film, kept by the tab while the page is loaded again.
/** @import { Player } from "../player.js" */
/** @import { Run } from "../data/runs.js" */

const PLACE_KEY = "copy-of-a-copy:place";

/** @typedef {{ position: number, playing: boolean }} Place */

/** @type {WeakSet<Player>} */
const resumed = new WeakSet();

/** @type {Place | null | undefined} */
let placeBefore; // where the page was left, once anybody has asked, until its viewer does anything else

// The first run that a page shows after it was loaded again is taken up where it was left.
/** @param {Player} player @param {Run} run */
export function goOn(player, run) {
  if (placeBefore === undefined) {
    placeBefore = loadedAgain() ? placeKept() : null;
    for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => { placeBefore = null; }, { capture: true, once: true });
  }
  if (placeBefore && !resumed.has(player)) Object.assign(run, placeBefore, { inHand: Boolean(player.byHand) });
  resumed.add(player);
}

// Players keep one clock: the first speaks for all.
/** @param {Set<Player>} players */
export function keepPlaceOf(players) {
  addEventListener("pagehide", () => {
    const [first] = players;
    keepPlace(first?.loaded ? { position: first.generation, playing: first.playing } : null);
  });
}

const addressNow = () => location.pathname + location.search;

// Whether it is the page that was left, not one that a link has opened.
const loadedAgain = () => performance.getEntriesByType("navigation").some((entry) =>
  ["reload", "back_forward"].includes(/** @type {PerformanceNavigationTiming} */ (entry).type));

/** @returns {Place | null} */
function placeKept() {
  try {
    const place = JSON.parse(sessionStorage.getItem(PLACE_KEY) ?? "null");
    if (place?.address !== addressNow() || !Number.isFinite(place.position)) return null;
    return { position: place.position, playing: Boolean(place.playing) };
  } catch {
    return null;
  }
}

/** @param {Place | null} place none where no film is shown */
function keepPlace(place) {
  try {
    if (place) sessionStorage.setItem(PLACE_KEY, JSON.stringify({ address: addressNow(), ...place }));
    else sessionStorage.removeItem(PLACE_KEY);
  } catch { /* a browser that keeps nothing */ }
}
