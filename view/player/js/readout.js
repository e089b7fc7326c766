// What the page says in words: the generation, what is awaited, the slider's place, and a summary when paused.
import { fractionOf } from "./clock.js";
import { aliveAt, sharesAt } from "./runs.js";
import { valueText } from "./ticks.js";

export class Readout {
  constructor(root) {
    this.root = root;
    this.slider = root.querySelector(".slider");
    this.play = root.querySelector("[data-do=toggle]");
    this.rails = { arrived: root.querySelector(".arrived"), played: root.querySelector(".played") };
    this.fields = {};
    for (const field of root.querySelectorAll("[data-show]")) this.fields[field.dataset.show] = field;
  }

  say(field, text) {
    if (this.fields[field].textContent !== text) this.fields[field].textContent = text;
  }

  place({ run, logarithmic }, generation) {
    const fraction = fractionOf(generation, run.total - 1, logarithmic);
    this.say("generation", String(generation));
    this.slider.value = Math.round(fraction * this.slider.max);
    this.slider.setAttribute("aria-valuetext", `generation ${generation} of ${run.total - 1}`);
    this.rails.played.style.transform = `scaleX(${fraction})`;
    if (run.symbols) this.say("shown", left(run, generation));
  }

  run({ run, logarithmic }) {
    this.say("planned", `of ${run.total - 1}`);
    const some = run.points < run.of && !run.galleries.length;
    if (!run.symbols) this.say("shown", some ? `${run.points} of ${run.of} points shown` : "");
    const arrived = fractionOf(Math.max(0, run.loaded - 1), run.total - 1, logarithmic);
    this.rails.arrived.style.transform = `scaleX(${arrived})`;
  }

  // Where the viewer takes one generation after the other, a button to do so instead of all others.
  byHand(label) {
    this.root.toggleAttribute("data-hand", label !== "");
    this.root.querySelector(".hand").textContent = label;
  }

  playing(playing) {
    const name = playing ? "Pause" : "Play";
    this.root.toggleAttribute("data-playing", playing);
    this.play.setAttribute("aria-label", name);
    this.play.title = `${name} (space)`;
  }

  // Which pictures there are to choose from, instead of a zoom.
  galleries({ run }) {
    const { galleries } = run;
    const buttons = galleries.map(({ label, note }, i) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: label, title: `${note} (P)` });
      button.dataset.gallery = i;
      return button;
    });
    this.root.querySelector(".galleries").replaceChildren(...buttons);
    this.root.querySelector(".galleries").hidden = galleries.length < 2;
    this.root.querySelector(".zoom").hidden = galleries.length > 0;
  }

  settings({ wait, stride }, logarithmic, following, gallery) {
    const press = (name, chosen) => {
      for (const button of this.root.querySelectorAll(`[data-${name}]`)) {
        button.setAttribute("aria-pressed", String(button.dataset[name] === chosen));
      }
    };
    press("axis", logarithmic ? "log" : "linear");
    press("zoom", following ? "follow" : "fixed");
    press("gallery", String(gallery));
    this.root.querySelector("[data-set=wait]").value = wait;
    this.root.querySelector("[data-set=stride]").value = stride;
  }

  summarise({ run, series }, generation, canvases) {
    const once = series.filter((chart, i, all) => all.findIndex((other) => other.row === chart.row) === i);
    const said = (chart) => `${chart.label} ${valueText(run.rows[chart.row][generation], chart.percent)}`;
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

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

const NAMED = 10; // more names than that nobody reads

// Which symbols can still come up.
function left(run, generation) {
  const { noun, names } = run.symbols;
  const shares = sharesAt(run, generation);
  const gone = names.filter((_, k) => !shares[k]);
  const count = names.length - gone.length;
  if (count === 1) return `only ${noun} ${names[shares.findIndex((share) => share > 0)]} is left`;
  const which = gone.length && gone.length <= NAMED ? `; gone: ${gone.join(", ")}` : "";
  return `${count} of ${names.length} ${noun}s left${which}`;
}
