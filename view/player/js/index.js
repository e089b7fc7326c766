// What Streamlit calls at every change of data or theme, and a report once. It may undo a call late, when a newer one
// has come in between: only what the latest call returned ends the player.
import { arrive, leaving } from "./dom/navigation.js";
import { partOf } from "./dom/part.js";
import { Player } from "./player.js";
/** @import { View } from "./player.js" */

/** @type {WeakMap<HTMLElement, Player>} */
const players = new WeakMap();

/** @param {{ data: Uint8Array<ArrayBuffer> | null, parentElement: ParentNode, setStateValue: (name: string, value: View) => void }} component */
export default function mount({ data, parentElement, setStateValue }) {
  const root = partOf(parentElement, ".player", HTMLElement);
  const player = players.get(root) ?? begun(root);
  const send = { view: (/** @type {View} */ view) => leaving() || setStateValue("view", view) };
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
