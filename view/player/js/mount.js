// What Streamlit calls at every change of data or theme, and a report once. It may undo a call late, when a newer one
// has come in between: only what the latest call returned ends the player.
import { Player } from "./player.js";

const players = new WeakMap();

export default function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".player");
  const player = players.get(root) ?? new Player(root);
  players.set(root, player);
  const send = {
    need: (need) => setTriggerValue("need", need),
    view: (view) => setStateValue("view", view),
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
