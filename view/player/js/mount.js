// What Streamlit calls at every change of data or theme, and a report once. It may undo a call late, when a newer one
// has come in between: only what the latest call returned ends the player.
import { arrive, leaving } from "./leaving.js";
import { Player } from "./player.js";

const players = new WeakMap();

export default function mount({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".player");
  if (!players.has(root)) {
    players.set(root, new Player(root));
    arrive();
  }
  const player = players.get(root);
  const send = { view: (view) => leaving() || setStateValue("view", view) };
  player.send = send;
  player.refresh();
  if (data?.byteLength) player.take(data);
  return () => {
    if (player.send !== send) return;
    player.close();
    players.delete(root);
  };
}
