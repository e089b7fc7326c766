// Panel: a bar a symbol, as high as the share that a generation gives it, and the truth's as ghosts.
import { frame, hairline, write } from "./axes.js";
import { drawZoom, inside } from "./cloud.js";
import { sharesAt } from "./runs.js";
import { hueOf } from "./theme.js";
import { niceTicks } from "./ticks.js";

const FEW = 10; // symbols with a colour each
const SOME = 24; // beyond it heights are square roots: one must see the rare ones beside the common
const WHOLE = 65535;

export class BarsPanel {
  constructor(scene, bare = false) {
    Object.assign(this, { scene, bare });
  }

  get symbols() {
    return this.scene.run.symbols;
  }

  get rooted() {
    return this.symbols.names.length > SOME;
  }

  layout({ x, y, width, height }) {
    this.plot = this.bare ? inside(x, y, width, height) : { x: x + 44, y: y + 26, width: width - 52, height: height - 26 - 44 };
    this.pitch = this.plot.width / this.symbols.names.length;
    this.wide = this.pitch > 4 ? this.pitch * 0.76 : this.pitch;
  }

  heightOf(share) {
    const part = Math.min(1, share / this.scene.lens.span);
    return (this.rooted ? Math.sqrt(part) : part) * this.plot.height * 0.94;
  }

  // Left edge and top of a bar; what is there at all is at least a hairline high.
  box(k, share) {
    const { plot, pitch, wide } = this;
    const height = share > 0 ? Math.max(1, this.heightOf(share)) : 0;
    return [plot.x + k * pitch + (pitch - wide) / 2, plot.y + plot.height - height, wide, height];
  }

  drawStatic(context) {
    const { plot, scene } = this;
    if (!this.bare) this.drawAxes(context);
    this.drawGhosts(context);
    if (!this.bare) frame(context, scene.theme, plot);
  }

  drawAxes(context) {
    const { plot, scene, symbols, rooted } = this;
    const { theme, lens } = scene;
    const shares = rooted ? rootTicks(lens.span) : niceTicks(0, 100 * lens.span, 5).values.map((value) => value / 100);
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
    this.drawKey(context);
  }

  drawKey(context) {
    const { plot, scene } = this;
    const y = plot.y + plot.height + 31;
    context.setLineDash([4, 3]);
    context.globalAlpha = 0.7;
    context.strokeStyle = scene.theme.text;
    context.strokeRect(plot.x + 0.5, y - 5.5, 14, 10);
    context.setLineDash([]);
    context.globalAlpha = 1;
    write(context, scene.theme, "in the real data", plot.x + 22, y + 4);
  }

  // Every name where all fit, else some, evenly.
  named(context) {
    const { scene, symbols, pitch } = this;
    context.font = scene.theme.font(12);
    const widest = Math.max(...symbols.names.map((name) => context.measureText(name).width)) + 10;
    const step = Math.max(1, Math.ceil(widest / pitch));
    return [...symbols.names.entries()].filter(([k]) => k % step === 0);
  }

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

  label(context, k, share) {
    const { plot, scene, pitch } = this;
    const x = plot.x + (k + 0.5) * pitch;
    const [, y] = this.box(k, share);
    const text = share > 0 ? percent(share) : "gone";
    write(context, scene.theme, text, x, y - 6, { align: "center", size: 13, weight: 600, alpha: share > 0 ? 1 : 0.6, halo: true });
  }

  // The commonest of many, by its name.
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
const percent = (share) => (share < 0.0095 ? `${Number((100 * share).toPrecision(1))}%` : `${Math.round(100 * share)}%`);

function rootTicks(span) {
  const shares = [0.001, 0.01, 0.05, 0.2, 0.5, 1].filter((share) => share <= span);
  return [0, ...shares.slice(-4)];
}
