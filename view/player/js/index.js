// What Streamlit calls at every change of data or theme, and a report once.
import { Calls } from "../../shell/calls.js";
import { arrive, leaving } from "./dom/navigation.js";
import { partOf } from "./dom/part.js";
import { Player } from "./player.js";
/** @import { View } from "./player.js" */

/**
 * @typedef {object} Component
 * @property {Uint8Array<ArrayBuffer> | null} data
 * @property {ParentNode} parentElement
 * @property {(name: string, value: View) => void} setStateValue
 * @property {(name: string, value: string) => void} [setTriggerValue] none in a report
 */

/** @typedef {{ data: Component["data"], send: Player["send"] }} Call */

const players = new Calls({
  begin: begun,
  take(player, /** @type {Call} */ { data, send }) {
    player.send = send;
    player.refresh();
    if (data?.byteLength) player.take(data);
  },
  close: (player) => player.close(),
});

/** @param {Component} component */
export default function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = partOf(parentElement, ".player", HTMLElement);
  const send = {
    view: (/** @type {View} */ view) => leaving() || setStateValue("view", view),
    way: (/** @type {number} */ way) => leaving() || setTriggerValue?.("way", String(way)),
    ahead: (/** @type {boolean} */ ahead) => leaving() || setTriggerValue?.("ahead", ahead ? "shown" : "hidden"),
  };
  return players.called(root, { data, send });
}

/** @param {HTMLElement} root */
function begun(root) {
  const player = new Player(root);
  arrive();
  return player;
}
