// What Streamlit calls at every change of data or theme, and a report once. It may undo a call late, when a newer one
// has come in between: only what the latest call returned ends the player.
import { arrive, leaving } from "./dom/navigation.js";
import { partOf } from "./dom/part.js";
import { Player } from "./player.js";
/** @import { View } from "./player.js" */

/** @type {WeakMap<HTMLElement, Player>} */
const players = new WeakMap();

/**
 * @typedef {object} Component
 * @property {Uint8Array<ArrayBuffer> | null} data
 * @property {ParentNode} parentElement
 * @property {(name: string, value: View) => void} setStateValue
 * @property {(name: string, value: string) => void} [setTriggerValue] none in a report
 */

/** @param {Component} component */
export default function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = partOf(parentElement, ".player", HTMLElement);
  const player = players.get(root) ?? begun(root);
  const send = {
    view: (/** @type {View} */ view) => leaving() || setStateValue("view", view),
    way: (/** @type {number} */ way) => leaving() || setTriggerValue?.("way", String(way)),
    ahead: (/** @type {boolean} */ ahead) => leaving() || setTriggerValue?.("ahead", ahead ? "shown" : "hidden"),
  };
  player.send = send;
  player.refresh();
  if (data?.byteLength) player.take(data);
  return () => {
    if (player.send !== send) return;
    player.close();
    players.delete(root);
  };
}

/** @param {HTMLElement} root */
function begun(root) {
  const player = new Player(root);
  players.set(root, player);
  arrive();
  return player;
}
