// What Streamlit calls at every change of data or theme, and a report once; what it returns runs at the very end.
import { Player } from "./player.js";

const players = new WeakMap();

export default function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".player");
  const player = players.get(root) ?? new Player(root);
  players.set(root, player);
  player.send = {
    need: (need) => setTriggerValue("need", need),
    view: (view) => setStateValue("view", view),
  };
  player.refresh();
  if (data?.byteLength) player.take(data);
  return () => {
    player.close();
    players.delete(root);
  };
}
