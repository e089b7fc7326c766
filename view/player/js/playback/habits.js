// How people like to watch: alike in all players of a page, and kept when they leave it and come back.
/** @import { Player } from "../player.js" */
/** @import { Pace } from "./clock.js" */

export const habits = { wait: "16", stride: "log", logarithmic: true, following: false, ahead: true };

/** @type {Set<Player>} */
export const everyone = new Set();

/** @param {keyof Pace} name @param {string} value */
export function setPace(name, value) {
  habits[name] = value;
  for (const player of everyone) player.showSettings();
}

/** @param {boolean} logarithmic */
export function setAxis(logarithmic) {
  habits.logarithmic = logarithmic;
  for (const player of everyone) player.turnAxis(logarithmic);
}

/** @type {boolean | null} */
let said = null; // whether what lies ahead is shown, as the page had it last

// What the page says counts once it says something else than before: the viewer may have chosen since.
/** @param {boolean} ahead */
export function hearAhead(ahead) {
  if (ahead !== said) setAhead(ahead);
  said = ahead;
}

// Hides what lies ahead, or shows it again; the page hears of it from the one that was pressed.
/** @param {Player} player */
export function turnAhead(player) {
  setAhead(!habits.ahead);
  player.send.ahead(habits.ahead);
}

/** @param {boolean} ahead */
function setAhead(ahead) {
  habits.ahead = ahead;
  for (const player of everyone) player.lookAhead(ahead);
}
