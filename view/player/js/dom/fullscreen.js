// A player that fills the window: its pictures take whatever height is left by the words above and the buttons below.
import { zoomOf } from "../canvas/zoom.js";
import { partOf } from "./part.js";

const LEAST = 220;

export class Fullscreen {
  /** @type {number | null} */ beneath = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.fit = this.fit.bind(this);
    this.sizes = new ResizeObserver(this.fit);
    addEventListener("resize", this.fit);
  }

  // `beneath` pixels are left free below; null where the player has a height of its own.
  /** @param {number | null} beneath */
  take(beneath) {
    if (beneath === this.beneath) return;
    this.beneath = beneath;
    this.root.toggleAttribute("data-filling", beneath !== null);
    this.sizes.disconnect();
    if (beneath !== null) for (const element of [this.page.firstElementChild ?? this.page, this.root]) this.sizes.observe(element);
    this.fit();
  }

  // What scrolls: Streamlit's main part, or the document.
  get page() {
    const { host } = /** @type {ShadowRoot} */ (this.root.getRootNode());
    return host?.closest("[data-testid=stMain]") ?? document.scrollingElement ?? document.documentElement;
  }

  fit() {
    if (this.beneath === null || !this.root.isConnected) return;
    const { page, root } = this;
    const zoom = zoomOf(root);
    const stage = partOf(root, ".stage", HTMLElement).getBoundingClientRect();
    const box = root.getBoundingClientRect();
    const above = box.top - page.getBoundingClientRect().top + page.scrollTop;
    const room = innerHeight - above - (box.height - stage.height) - this.beneath;
    root.style.setProperty("--room", `${Math.max(LEAST, Math.floor(room / zoom))}px`);
  }

  close() {
    this.sizes.disconnect();
    removeEventListener("resize", this.fit);
  }
}
