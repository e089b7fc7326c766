// What the page says in words: the generation, what is awaited, the slider's place, and a summary when paused.
import { valueText } from "../canvas/ticks.js";
import { aliveAt, saidAt, sharesAt } from "../data/runs.js";
import { fractionOf } from "../playback/clock.js";
import { partOf } from "./part.js";
/** @import { Series, Symbols } from "../data/chunk.js" */
/** @import { Run } from "../data/runs.js" */
/** @import { Scene } from "../panels/scene.js" */
/** @import { Pace } from "../playback/clock.js" */

export class Readout {
  /** @type {Record<string, HTMLElement>} */ fields = {};

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.slider = partOf(root, ".slider", HTMLInputElement);
    this.play = partOf(root, "[data-do=toggle]", HTMLButtonElement);
    this.veil = partOf(root, ".veil", HTMLButtonElement);
    this.last = partOf(root, "[data-do=last]", HTMLButtonElement);
    this.rails = { arrived: partOf(root, ".arrived", HTMLElement), played: partOf(root, ".played", HTMLElement) };
    const fields = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-show]"));
    for (const field of fields) this.fields[field.dataset.show ?? ""] = field;
  }

  /** @param {string} field @param {string} text */
  say(field, text) {
    if (this.fields[field].textContent !== text) this.fields[field].textContent = text;
  }

  /** @param {Scene} scene @param {number} generation */
  place({ run, logarithmic }, generation) {
    const fraction = fractionOf(generation, run.total - 1, logarithmic);
    this.say("generation", String(generation));
    this.say("told", saidAt(run, generation));
    this.slider.value = String(Math.round(fraction * Number(this.slider.max)));
    this.slider.setAttribute("aria-valuetext", `generation ${generation} of ${run.total - 1}`);
    this.rails.played.style.transform = `scaleX(${fraction})`;
    if (run.symbols) this.say("shown", left(run, generation));
  }

  /** @param {Scene} scene */
  run({ run, logarithmic }) {
    this.say("planned", `of ${run.total - 1}${run.recorded ? ", recorded" : ""}`);
    const some = run.points < run.of && !run.galleries.length;
    if (!run.symbols) this.say("shown", some ? `${run.points} of ${run.of} points shown` : "");
    const arrived = fractionOf(Math.max(0, run.loaded - 1), run.total - 1, logarithmic);
    this.rails.arrived.style.transform = `scaleX(${arrived})`;
  }

  // Where the viewer takes one generation after the other, a button to do so instead of all others.
  /** @param {string} label */
  byHand(label) {
    this.root.toggleAttribute("data-hand", label !== "");
    partOf(this.root, ".hand", HTMLElement).textContent = label;
  }

  // Whether what lies ahead is shown, and what the button for it does.
  /** @param {boolean} ahead */
  ahead(ahead) {
    this.root.toggleAttribute("data-veiled", !ahead);
    this.veil.setAttribute("aria-pressed", String(!ahead));
    this.last.disabled = !ahead; // there is no end to jump to
  }

  /** @param {boolean} playing */
  playing(playing) {
    const name = playing ? "Pause" : "Play";
    this.root.toggleAttribute("data-playing", playing);
    this.play.setAttribute("aria-label", name);
    this.play.title = `${name} (space)`;
  }

  // Which pictures there are to choose from, instead of a zoom.
  /** @param {Scene} scene */
  galleries({ run }) {
    const { galleries } = run;
    const buttons = galleries.map(({ label, note }, i) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: label, title: `${note} (P)` });
      button.dataset.gallery = String(i);
      return button;
    });
    const choice = partOf(this.root, ".galleries", HTMLElement);
    choice.replaceChildren(...buttons);
    choice.hidden = galleries.length < 2;
    partOf(this.root, ".zoom", HTMLElement).hidden = galleries.length > 0;
  }

  // Which curves there are to choose from, where there is room for one.
  /** @param {Scene} scene */
  curves({ series }) {
    const buttons = series.map(({ label }, i) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: label });
      button.dataset.curve = String(i);
      return button;
    });
    partOf(this.root, ".curves", HTMLElement).replaceChildren(...buttons);
  }

  /** @param {Pace} pace @param {boolean} logarithmic @param {boolean} following @param {number} gallery @param {number} curve */
  settings({ wait, stride }, logarithmic, following, gallery, curve) {
    const press = (/** @type {string} */ name, /** @type {string} */ chosen) => {
      for (const button of this.root.querySelectorAll(`[data-${name}]`)) {
        button.setAttribute("aria-pressed", String(button.getAttribute(`data-${name}`) === chosen));
      }
    };
    press("axis", logarithmic ? "log" : "linear");
    press("zoom", following ? "follow" : "fixed");
    press("gallery", String(gallery));
    press("curve", String(curve));
    partOf(this.root, "[data-set=wait]", HTMLSelectElement).value = wait;
    partOf(this.root, "[data-set=stride]", HTMLSelectElement).value = stride;
  }

  /** @param {Scene} scene @param {number} generation @param {HTMLCanvasElement[]} canvases */
  summarise({ run, series }, generation, canvases) {
    const once = series.filter((chart, i, all) => all.findIndex((other) => other.row === chart.row) === i);
    const said = (/** @type {Series} */ chart) => `${chart.label} ${valueText(run.rows[chart.row][generation], chart.percent)}`;
    const values = once.map(said).join(", ");
    const components = run.components ? `, ${aliveAt(run, generation).length} of ${run.components} components are alive` : "";
    const alive = run.symbols ? `, ${left(run, generation)}` : components;
    const place = `generation ${generation} of ${run.total - 1}`;
    const what = run.symbols ? "Bars" : run.galleries.length ? "Pictures" : "Cloud";
    canvases[0].setAttribute("aria-label", `${what} of ${place}${alive}`);
    canvases[1].setAttribute("aria-label", `Curves up to ${place}: ${values}`);
    this.say("summary", ["Paused at " + place, values, alive.slice(2)].filter(Boolean).map(sentence).join(" "));
  }
}

/** @param {string} words */
const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

const NAMED = 10; // more names than that nobody reads

// Which symbols can still come up.
/** @param {Run} run @param {number} generation */
function left(run, generation) {
  const { noun, names } = /** @type {Symbols} */ (run.symbols);
  const shares = sharesAt(run, generation);
  const gone = names.filter((_, k) => !shares[k]);
  const count = names.length - gone.length;
  if (count === 1) return `only ${noun} ${names[shares.findIndex((share) => share > 0)]} is left`;
  const which = gone.length && gone.length <= NAMED ? `; gone: ${gone.join(", ")}` : "";
  return `${count} of ${names.length} ${noun}s left${which}`;
}
