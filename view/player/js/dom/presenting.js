// Before a class nobody clicks into the player first: while it is presented it hears the whole page, and a clicker.
import { pressed } from "./controls.js";
/** @import { Player } from "../player.js" */
/** @import { Keys } from "./controls.js" */

const FIELDS = "input:not([type=range]), textarea, select, [contenteditable=true], [role=dialog]";
const PRESSABLE = "button, a[href], summary, [role=tab], [role=slider], [role=radio], [role=option]";

/** @type {Keys} */
const CLICKER = {
  PageDown: ({ transport }) => transport.moment(1),
  PageUp: ({ transport }) => transport.moment(-1),
};

// On the window, after everyone else: a page that has a use of its own for a key keeps it.
/** @param {Player} player @param {() => boolean} leads */
export function hearEverything(player, leads) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !leads() || taken(event)) return;
    pressed(player, event, CLICKER);
  }, { signal: player.signal });
}

// What is typed stays where it is typed; what is pressed is pressed by the space bar, and moved by arrows.
/** @param {KeyboardEvent} event */
function taken(event) {
  const within = (/** @type {string} */ which) => event.composedPath().some((element) => element instanceof Element && element.matches(which));
  return within(FIELDS) || (within(PRESSABLE) && [" ", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key));
}
