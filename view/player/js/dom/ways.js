// What to try next, at the end of a film.
import { partOf } from "./part.js";

const ARRIVES_MS = 20_000;

export class Ways {
  said = "";

  /** @param {HTMLElement} root @param {(way: number) => void} take */
  constructor(root, take) {
    this.root = root;
    this.element = partOf(root, ".ways", HTMLElement);
    this.take = take;
  }

  /** @param {[label: string, place: string][]} ways */
  offer(ways) {
    if (JSON.stringify(ways) === this.said) return;
    this.said = JSON.stringify(ways);
    this.element.replaceChildren(...ways.map(([label, place], way) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: label });
      button.addEventListener("click", () => {
        this.take(way);
        if (place) leadTo(place);
      });
      return button;
    }));
  }

  /** @param {boolean} ended */
  show(ended) {
    this.root.toggleAttribute("data-ended", ended && this.element.children.length > 0);
  }
}

// Once it is there.
/** @param {string} place */
function leadTo(place, since = performance.now()) {
  const found = document.querySelector(`.st-key-${place}`);
  if (found) found.scrollIntoView({ behavior: "smooth", block: "start" });
  else if (performance.now() - since < ARRIVES_MS) setTimeout(leadTo, 100, place, since);
}
