// The dialog in which a film of the player is taken, or a picture of one generation.
import { partOf } from "../dom/part.js";
import { OffscreenFilm } from "./offscreen.js";
import { drawing, ending, kinds, lacking, record, still } from "./recorder.js";
import { printed } from "./sheet.js";
/** @import { Player } from "../player.js" */

const LONGEST = 60;
const PRINT = 2; // a still picture is so many times finer
const KEEP_MS = 60_000;

export class CaptureDialog {
  /** @type {AbortController | null} */ work = null;
  at = 0;

  // `everyone` are the players of the page, of which a film can show all.
  /** @param {Player} player @param {Set<Player>} everyone */
  constructor(player, everyone) {
    this.player = player;
    this.everyone = everyone;
    this.dialog = partOf(player.root, ".studio", HTMLDialogElement);
    this.form = partOf(this.dialog, "form", HTMLFormElement);
    this.progress = partOf(this.dialog, "progress", HTMLProgressElement);
    this.far = partOf(this.dialog, ".far", HTMLElement); // the same in words, and not read out at every frame
    this.kinds = kinds();
    this.form.format.replaceChildren(...this.kinds.map(({ type, name }) => new Option(name, type)));
    this.connect();
  }

  connect() {
    const { dialog, form, player } = this;
    /** @param {EventTarget} target @param {string} event @param {(event: Event) => void} act @param {AddEventListenerOptions} [options] */
    const on = (target, event, act, options) => target.addEventListener(event, act, { signal: player.signal, ...options });
    on(partOf(player.root, "[data-open=studio]", HTMLButtonElement), "click", () => this.open());
    on(form, "submit", (event) => event.preventDefault());
    on(form, "input", () => this.describe());
    on(form.film, "click", () => this.run(form.film, (signal) => this.film(signal)));
    on(form.still, "click", () => this.run(form.still, () => this.picture()));
    on(form.lines, "click", () => this.run(form.lines, () => this.lines()));
    on(form.sheet, "click", () => this.run(form.sheet, () => this.sheet()));
    on(form.leave, "click", () => this.leave());
    on(dialog, "cancel", (event) => this.stop() && event.preventDefault());
    on(dialog, "close", () => this.stop());
    // Wherever the focus is: while the dialog is open, no key is the player's or the page's.
    on(window, "keydown", (event) => dialog.matches(":modal") && event.stopPropagation(), { capture: true });
    player.signal.addEventListener("abort", () => this.stop()); // no listener of its own hears its end
  }

  get shown() {
    return this.form.all.checked ? this.company : [this.player];
  }

  // All players that show something, as one reads.
  get company() {
    const placeOf = (/** @type {Player} */ { root }) => root.getBoundingClientRect();
    const there = [...this.everyone].filter(({ loaded }) => loaded);
    return there.sort((a, b) => placeOf(a).top - placeOf(b).top || placeOf(a).left - placeOf(b).left);
  }

  get settings() {
    const { format, length, width, rate } = /** @type {Record<string, HTMLInputElement>} */ (/** @type {unknown} */ (this.form));
    const seconds = Math.min(LONGEST, Math.max(1, length.valueAsNumber || 0));
    return { type: format.value, seconds, width: Number(width.value), rate: Number(rate.value) };
  }

  // What is taken is what is shown now, of all that play side by side.
  aim() {
    this.at = this.player.generation;
    this.form.all.checked = this.company.length > 1;
    return this.player.loaded > 0;
  }

  // A picture at one press, without the dialog.
  snap() {
    if (this.aim() && !this.work) this.picture();
  }

  open() {
    if (!this.aim()) return;
    partOf(this.form, ".which", HTMLElement).textContent = `Generation ${this.at}:`;
    this.form.all.parentElement.hidden = !this.form.all.checked;
    this.dialog.showModal();
    this.describe();
  }

  // What the film will be, and how it will look.
  describe() {
    const { type, seconds, width, rate } = this.settings;
    const film = new OffscreenFilm(this.shown, width);
    film.draw(this.at);
    this.preview(film);
    const last = film.generationAt(1);
    const live = type === "image/gif" ? "" : " It is recorded while it plays: keep this tab in front.";
    this.say(`Generations 0 to ${last} in ${Math.round(seconds * rate)} frames, ${film.canvas.width} × ${film.canvas.height} pixels.${live}${lacking(this.kinds)}`);
  }

  /** @param {OffscreenFilm} film */
  preview(film) {
    partOf(this.dialog, ".preview", HTMLElement).replaceChildren(film.canvas);
  }

  /** @param {AbortSignal} signal */
  async film(signal) {
    const { type, seconds, width, rate } = this.settings;
    const film = new OffscreenFilm(this.shown, width);
    this.preview(film);
    const told = (/** @type {number} */ share, /** @type {number} */ bytes) => {
      this.progress.value = share;
      this.far.textContent = bytes ? `${Math.round(100 * share)}%, ${sizeOf(bytes)} so far` : `${Math.round(100 * share)}%`;
    };
    this.save(await record(type, film, seconds, rate, told, signal), ending(type));
  }

  async picture() {
    const film = new OffscreenFilm(this.shown, this.settings.width, { fine: PRINT, at: this.at });
    this.save(await still(film, this.at), "png", `-generation-${this.at}`);
  }

  // The same as lines and letters, which stay sharp at any size.
  async lines() {
    const film = new OffscreenFilm(this.shown, this.settings.width, { at: this.at, vector: true });
    this.save(drawing(film, this.at), "svg", `-generation-${this.at}`);
  }

  // A page on white paper, which the browser prints, or keeps as a PDF.
  async sheet() {
    await printed(this.shown, this.at, `${this.name}-generation-${this.at}`);
    this.say("In the window that has opened, choose to save it as PDF, or print it.");
  }

  // One piece of work at a time; whatever ends it, the dialog is as before, and so is the focus.
  /** @param {HTMLButtonElement} button @param {(signal: AbortSignal) => Promise<void>} work */
  async run(button, work) {
    if (this.work) return;
    this.work = new AbortController();
    const { signal } = this.work;
    this.busy(true);
    try {
      await work(signal);
    } catch (fault) {
      this.say(signal.aborted ? "Cancelled; nothing was saved." : `This browser could not do it: ${/** @type {Error} */ (fault).message}`);
    } finally {
      this.work = null;
      this.busy(false);
      button.focus();
    }
  }

  // Whether there was something to stop.
  stop() {
    this.work?.abort();
    return Boolean(this.work);
  }

  leave() {
    if (!this.stop()) this.dialog.close();
  }

  /** @param {boolean} busy */
  busy(busy) {
    const { dialog, form, progress } = this;
    dialog.toggleAttribute("data-busy", busy);
    if (busy) form.leave.focus(); // a disabled button would drop it
    for (const control of form.elements) /** @type {HTMLButtonElement} */ (control).disabled = busy && control !== form.leave;
    form.leave.textContent = busy ? "Cancel" : "Close";
    progress.value = 0;
    this.far.textContent = "";
  }

  /** @param {Blob} blob @param {string} suffix */
  save(blob, suffix, what = "") {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${this.name}${what}.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
    this.say(`Saved as ${link.download}, ${sizeOf(blob.size)}.`);
  }

  get name() {
    const title = this.shown.length > 1 ? "side by side" : this.player.scene.run.title;
    return title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "copy-of-a-copy";
  }

  /** @param {string} text */
  say(text) {
    partOf(this.form, "output", HTMLOutputElement).textContent = text;
  }
}

/** @param {number} bytes */
const sizeOf = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
