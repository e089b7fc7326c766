// The dialog in which a film of the player is taken, or a picture of one generation.
import { Reel } from "./reel.js";
import { ending, kinds, still, take } from "./takes.js";

const NAMES = { "image/gif": "GIF", "video/webm": "WebM", "video/mp4": "MP4" };
const LONGEST = 60;
const PRINT = 2; // a still picture is so many times finer
const KEEP_MS = 60_000;

export class Studio {
  // `everyone` are the players of the page, of which a film can show all.
  constructor(player, everyone) {
    Object.assign(this, { player, everyone, work: null, at: 0 });
    this.dialog = player.root.querySelector(".studio");
    this.form = this.dialog.querySelector("form");
    this.progress = this.dialog.querySelector("progress");
    this.far = this.dialog.querySelector(".far"); // the same in words, and not read out at every frame
    this.form.format.replaceChildren(...kinds().map((type) => new Option(NAMES[type], type)));
    this.connect();
  }

  connect() {
    const { dialog, form, player } = this;
    const on = (target, event, act, options) => target.addEventListener(event, act, { signal: player.signal, ...options });
    on(player.root.querySelector("[data-open=studio]"), "click", () => this.open());
    on(form, "submit", (event) => event.preventDefault());
    on(form, "input", () => this.describe());
    on(form.film, "click", () => this.run(form.film, () => this.film()));
    on(form.still, "click", () => this.run(form.still, () => this.picture()));
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
    const placeOf = ({ root }) => root.getBoundingClientRect();
    const there = [...this.everyone].filter(({ loaded }) => loaded);
    return there.sort((a, b) => placeOf(a).top - placeOf(b).top || placeOf(a).left - placeOf(b).left);
  }

  get settings() {
    const { format, length, width, rate } = this.form;
    const seconds = Math.min(LONGEST, Math.max(1, length.valueAsNumber || 0));
    return { type: format.value, seconds, width: Number(width.value), rate: Number(rate.value) };
  }

  open() {
    if (!this.player.loaded) return;
    this.at = this.player.generation;
    this.form.still.textContent = `Picture of generation ${this.at} (PNG)`;
    const others = this.company.length > 1;
    this.form.all.checked = others;
    this.form.all.parentElement.hidden = !others;
    this.dialog.showModal();
    this.describe();
  }

  // What the film will be, and how it will look.
  describe() {
    const { type, seconds, width, rate } = this.settings;
    const reel = new Reel(this.shown, width);
    reel.draw(this.at);
    this.preview(reel);
    const last = reel.generationAt(1);
    const live = type === "image/gif" ? "" : " It is recorded while it plays: keep this tab in front.";
    this.say(`Generations 0 to ${last} in ${Math.round(seconds * rate)} frames, ${reel.canvas.width} × ${reel.canvas.height} pixels.${live}`);
  }

  preview(reel) {
    this.dialog.querySelector(".preview").replaceChildren(reel.canvas);
  }

  async film() {
    const { type, seconds, width, rate } = this.settings;
    const reel = new Reel(this.shown, width);
    this.preview(reel);
    const told = (share, bytes) => {
      this.progress.value = share;
      this.far.textContent = bytes ? `${Math.round(100 * share)}%, ${sizeOf(bytes)} so far` : `${Math.round(100 * share)}%`;
    };
    this.save(await take(type, reel, seconds, rate, told, this.work.signal), ending(type));
  }

  async picture() {
    const reel = new Reel(this.shown, this.settings.width, PRINT);
    this.save(await still(reel, this.at), "png", `-generation-${this.at}`);
  }

  // One piece of work at a time; whatever ends it, the dialog is as before, and so is the focus.
  async run(button, work) {
    if (this.work) return;
    this.work = new AbortController();
    this.busy(true);
    try {
      await work();
    } catch (fault) {
      this.say(this.work.signal.aborted ? "Cancelled; nothing was saved." : `This browser could not do it: ${fault.message}`);
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

  busy(busy) {
    const { dialog, form, progress } = this;
    dialog.toggleAttribute("data-busy", busy);
    if (busy) form.leave.focus(); // a disabled button would drop it
    for (const control of form.elements) control.disabled = busy && control !== form.leave;
    form.leave.textContent = busy ? "Cancel" : "Close";
    progress.value = 0;
    this.far.textContent = "";
  }

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

  say(text) {
    this.form.querySelector("output").textContent = text;
  }
}

const sizeOf = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
