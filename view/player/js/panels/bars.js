// Panel: a bar a symbol, as high as the share that a generation gives it, and the truth's as ghosts.
import { frame, hairline, write } from "../canvas/axes.js";
import { drawLegend, entriesOf, legendRows } from "../canvas/legend.js";
import { hueOf } from "../canvas/theme.js";
import { niceTicks } from "../canvas/ticks.js";
import { sharesAt } from "../data/runs.js";
import { drawZoom, inside } from "./cloud.js";
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Symbols } from "../data/chunk.js" */
/** @import { Scene } from "./scene.js" */

const FEW = 10; // symbols with a colour each
const SOME = 24; // beyond it heights are square roots: one must see the rare ones beside the common
const WHOLE = 65535;

export class BarsPanel {
  /** @type {Box} */ plot;
  pitch = 0;
  wide = 0;

  /** @param {Scene} scene */
  constructor(scene, bare = false) {
    this.scene = scene;
    this.bare = bare;
  }

  get symbols() {
    return /** @type {Symbols} */ (this.scene.run.symbols);
  }

  get rooted() {
    return this.symbols.names.length > SOME;
  }

  /** @param {Box & { ratio: number }} place */
  layout({ x, y, width, height }) {
    this.plot = this.bare ? inside(x, y, width, height) : { x: x + 44, y: y + 26, width: width - 52, height: height - 26 - 44 };
    this.pitch = this.plot.width / this.symbols.names.length;
    this.wide = this.pitch > 4 ? this.pitch * 0.76 : this.pitch;
  }

  /** @param {number} share */
  heightOf(share) {
    const part = Math.min(1, share / this.scene.camera.span);
    return (this.rooted ? Math.sqrt(part) : part) * this.plot.height * 0.94;
  }

  // Left edge and top of a bar; what is there at all is at least a hairline high.
  /** @param {number} k @param {number} share @returns {[number, number, number, number]} */
  box(k, share) {
    const { plot, pitch, wide } = this;
    const height = share > 0 ? Math.max(1, this.heightOf(share)) : 0;
    return [plot.x + k * pitch + (pitch - wide) / 2, plot.y + plot.height - height, wide, height];
  }

  /** @param {Pen} context */
  drawStatic(context) {
    const { plot, scene } = this;
    if (!this.bare) this.drawAxes(context);
    this.drawGhosts(context);
    if (!this.bare) frame(context, scene.theme, plot);
  }

  /** @param {Pen} context */
  drawAxes(context) {
    const { plot, scene, symbols, rooted } = this;
    const { theme, camera } = scene;
    const shares = rooted ? rootTicks(camera.span) : niceTicks(0, 100 * camera.span, 5).values.map((value) => value / 100);
    for (const share of shares) {
      const y = plot.y + plot.height - this.heightOf(share);
      hairline(context, theme.line, plot.x, y, plot.x + plot.width, y);
      write(context, theme, `${Number((100 * share).toPrecision(3))}%`, plot.x - 8, y, { align: "right", base: "middle" });
    }
    write(context, theme, rooted ? "↑ share, by its square root" : "↑ share", 0, plot.y - 10);
    for (const [k, name] of this.named(context)) {
      write(context, theme, name, plot.x + (k + 0.5) * this.pitch, plot.y + plot.height + 16, { align: "center" });
    }
    write(context, theme, `${symbols.noun} →`, plot.x + plot.width, plot.y + plot.height + 35, { align: "right" });
    if (scene.keyed) this.drawKey(context);
  }

  // Below the names: the lower edge is where bars stand.
  /** @param {Pen} context */
  drawKey(context) {
    const { plot, scene } = this;
    context.font = scene.theme.font(12);
    const rows = legendRows((text) => context.measureText(text).width, entriesOf(scene.run), Infinity);
    drawLegend(context, scene.theme, rows, plot.x, plot.y + plot.height + 22);
  }

  // Every name where all fit, else some, evenly.
  /** @param {Pen} context */
  named(context) {
    const { scene, symbols, pitch } = this;
    context.font = scene.theme.font(12);
    const widest = Math.max(...symbols.names.map((name) => context.measureText(name).width)) + 10;
    const step = Math.max(1, Math.ceil(widest / pitch));
    return [...symbols.names.entries()].filter(([k]) => k % step === 0);
  }

  /** @param {Pen} context */
  drawGhosts(context) {
    const { scene, symbols, plot } = this;
    context.setLineDash(this.bare ? [2, 2] : [4, 3]);
    context.strokeStyle = scene.theme.text;
    context.globalAlpha = 0.55;
    context.lineWidth = 1;
    context.beginPath();
    symbols.truth.forEach((share, k) => {
      const [x, y, width, height] = this.box(k, share);
      if (this.pitch > 4) context.rect(x, y, width, height);
      else for (const end of [x, x + width]) context.lineTo(end, Math.min(y, plot.y + plot.height));
    });
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** @param {Pen} context @param {number} generation */
  draw(context, generation) {
    const { scene, symbols } = this;
    const shares = sharesAt(scene.run, generation);
    const few = symbols.names.length <= FEW;
    context.globalAlpha = 0.85;
    shares.forEach((share, k) => {
      context.fillStyle = few ? hueOf(scene.theme, k) : scene.theme.accent;
      context.fillRect(...this.box(k, share / WHOLE));
    });
    context.globalAlpha = 1;
    if (this.bare) return;
    if (this.pitch > 34) shares.forEach((share, k) => this.label(context, k, share / WHOLE));
    else this.nameLeader(context, shares);
    drawZoom(context, this.plot, scene);
  }

  /** @param {Pen} context @param {number} k @param {number} share */
  label(context, k, share) {
    const { plot, scene, pitch } = this;
    const x = plot.x + (k + 0.5) * pitch;
    const [, y] = this.box(k, share);
    const text = share > 0 ? percent(share) : "gone";
    write(context, scene.theme, text, x, y - 6, { align: "center", size: 13, weight: 600, alpha: share > 0 ? 1 : 0.6, halo: true });
  }

  // The commonest of many, by its name.
  /** @param {Pen} context @param {Uint16Array} shares */
  nameLeader(context, shares) {
    const { plot, scene, symbols, pitch } = this;
    const k = shares.reduce((best, share, i) => (share > shares[best] ? i : best), 0);
    const [, y] = this.box(k, shares[k] / WHOLE);
    const text = `${symbols.noun} ${symbols.names[k]}: ${percent(shares[k] / WHOLE)}`;
    context.font = scene.theme.font(13, 600);
    const half = context.measureText(text).width / 2 + 4;
    const x = Math.min(plot.x + plot.width - half, Math.max(plot.x + half, plot.x + (k + 0.5) * pitch));
    write(context, scene.theme, text, x, y - 6, { align: "center", size: 13, weight: 600, alpha: 1, halo: true });
  }
}

// Rounded as the share itself was, up: one of 65535.
/** @param {number} share */
const percent = (share) => (share < 0.0095 ? `${Number((100 * share).toPrecision(1))}%` : `${Math.round(100 * share)}%`);

/** @param {number} span */
function rootTicks(span) {
  const shares = [0.001, 0.01, 0.05, 0.2, 0.5, 1].filter((share) => share <= span);
  return [0, ...shares.slice(-4)];
}
