// Panel: one measured series over the generations; bright up to now, pale beyond, or ending there.
import { clipped, hairline, write } from "../canvas/axes.js";
import { drawSign } from "../canvas/legend.js";
import { rangeOf, valueTicks, wider } from "../canvas/range.js";
import { penOf } from "../canvas/surface.js";
import { timeTicks, valueText } from "../canvas/ticks.js";
import { fractionOf } from "../playback/clock.js";
import { abreast, commonPlan } from "../playback/sync.js";
/** @import { Range } from "../canvas/range.js" */
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Series } from "../data/chunk.js" */
/** @import { Scene } from "./scene.js" */

const CAPTION = 22;
const BRIGHT = 2.2;
const TAIL = "tail_mass";
const LOW = 95; // pixels, below which a curve has no room for its axis's name

export class ChartPanel {
  /** @type {Box} */ plot;
  /** @type {Range} */ range;
  told = ""; // so many generations its axis knows of, of each run that it spans
  ratio = 1;
  clear = 0; // so far the caption reaches
  named = false; // the axis of generations
  past = document.createElement("canvas");

  /** @param {Scene} scene @param {Series} series @param {boolean} lowest */
  constructor(scene, series, lowest) {
    this.scene = scene;
    this.series = series;
    this.lowest = lowest;
  }

  // Whether it tells of the region that is shaded in the picture.
  get shaded() {
    return this.series.name === TAIL && this.scene.run.body.length > 0;
  }

  get row() {
    return this.scene.run.rows[this.series.row];
  }

  /** @param {Box & { ratio: number }} place */
  layout({ x, y, width, height, ratio }) {
    this.named = this.lowest && height > LOW;
    const below = this.named ? 42 : this.lowest ? 24 : 14;
    this.plot = { x: x + 46, y: y + CAPTION + 4, width: width - 46 - 18, height: height - CAPTION - 4 - below };
    this.ratio = ratio;
  }

  /** @param {number} generation */
  xAt(generation) {
    return this.plot.x + fractionOf(generation, commonPlan(), this.scene.logarithmic) * this.plot.width;
  }

  // Not a number where the value cannot be drawn.
  /** @param {number} value */
  yAt(value) {
    const { low, high, zero } = this.range;
    const { y, height } = this.plot;
    const fraction = this.series.scale === "log" ? (Math.log10(value) - low) / (high - low) : (value - low) / (high - low);
    if (value === 0 && zero) return y + height;
    return Number.isFinite(fraction) ? y + height * (zero ? 0.86 : 1) * (1 - fraction) : NaN;
  }

  // Its axes span what may be told, also of the same curve of runs that play side by side, and grow with that.
  /** @param {number} generation */
  turned(generation) {
    const scenes = abreast();
    const told = scenes.map((scene) => scene.run.id + scene.told(generation)).join();
    if (told === this.told) return false;
    this.told = told;
    this.range = scenes.flatMap((scene) =>
      scene.run.series.filter(({ label }) => label === this.series.label)
        .map((series) => rangeOf(scene.run.rows[series.row], scene.told(generation), series))).reduce(wider);
    return true;
  }

  /** @param {Pen} context */
  drawStatic(context) {
    const { theme } = this.scene;
    const left = this.shaded ? 20 : 0;
    if (this.shaded) drawSign(context, theme, "shade", 0, this.plot.y - 14.5);
    write(context, theme, this.series.label, left, this.plot.y - 10, { size: 13, weight: 600, alpha: 0.95 });
    this.clear = left + context.measureText(this.series.label).width + 14;
    this.drawValues(context);
    this.drawTimes(context);
    this.drawLevel(context);
    if (this.scene.foresees) this.paintPale(context);
    if (!this.scene.vector) this.paintPast();
  }

  /** @param {Pen} context */
  paintPale(context) {
    context.globalAlpha = 0.3;
    this.curve(context, 1.5);
    context.globalAlpha = 1;
  }

  /** @param {Pen} context */
  drawValues(context) {
    const { plot, range, series } = this;
    const { theme } = this.scene;
    for (const { value, label } of valueTicks(range, series, plot.height)) {
      const y = this.yAt(value);
      hairline(context, theme.line, plot.x, y, plot.x + plot.width, y);
      write(context, theme, label, plot.x - 8, y, { align: "right", base: "middle" });
    }
  }

  /** @param {Pen} context */
  drawTimes(context) {
    const { plot, lowest, scene } = this;
    const bottom = plot.y + plot.height;
    for (const generation of timeTicks(commonPlan(), scene.logarithmic, plot.width)) {
      const x = this.xAt(generation);
      hairline(context, scene.theme.line, x, plot.y, x, bottom);
      if (lowest) write(context, scene.theme, String(generation), x, bottom + 17, { align: "center" });
    }
    hairline(context, scene.theme.line, plot.x, bottom, plot.x + plot.width, bottom, 1);
    const name = scene.logarithmic ? "generation, log axis →" : "generation →";
    if (this.named) write(context, scene.theme, name, plot.x + plot.width, bottom + 35, { align: "right" });
  }

  /** @param {Pen} context */
  drawLevel(context) {
    const { plot, series, scene } = this;
    const y = this.yAt(series.level ?? NaN);
    if (!(y >= plot.y - 1 && y <= plot.y + plot.height + 1)) return;
    context.setLineDash([4, 4]);
    context.strokeStyle = scene.theme.text;
    context.globalAlpha = 0.6;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(plot.x, y);
    context.lineTo(plot.x + plot.width, y);
    context.stroke();
    context.setLineDash([]);
    const above = y - plot.y > 18;
    write(context, scene.theme, series.levelLabel, plot.x + plot.width, y + (above ? -6 : 15), { align: "right", halo: true });
  }

  // Gaps where there is no value; a zero below a log axis is not joined to what came before.
  /** @param {Pen} context @param {number} width */
  curve(context, width) {
    context.beginPath();
    let before = "gap";
    for (let i = 0; i < this.scene.run.loaded; i++) {
      const y = this.yAt(this.row[i]);
      const kind = Number.isNaN(y) ? "gap" : this.row[i] === 0 && this.range.zero ? "zero" : "line";
      if (kind !== "gap" && kind !== before) context.moveTo(this.xAt(i), y);
      if (kind !== "gap") context.lineTo(this.xAt(i), y);
      before = kind;
    }
    context.strokeStyle = this.scene.theme.accent;
    context.lineJoin = context.lineCap = "round";
    context.lineWidth = width;
    context.stroke();
  }

  // The bright curve is painted once as a whole; each frame uncovers it up to the cursor.
  paintPast() {
    const { plot, past, ratio } = this;
    past.width = Math.ceil((plot.width + 4) * ratio);
    past.height = Math.ceil((plot.height + 4) * ratio);
    const context = penOf(past);
    context.setTransform(ratio, 0, 0, ratio, (2 - plot.x) * ratio, (2 - plot.y) * ratio);
    this.curve(context, BRIGHT);
  }

  // A pen that has no pixels draws it anew.
  /** @param {Pen} context @param {number} x */
  uncover(context, x) {
    const { plot, past, ratio } = this;
    if (this.scene.vector) {
      const box = { x: plot.x - 2, y: plot.y - 2, width: x - plot.x + 1, height: plot.height + 3 };
      return clipped(context, box, () => this.curve(context, BRIGHT));
    }
    const width = Math.min(past.width, Math.round((x - plot.x + 2) * ratio));
    context.drawImage(past, 0, 0, width, past.height, plot.x - 2, plot.y - 2, width / ratio, past.height / ratio);
  }

  /** @param {Pen} context @param {number} generation */
  draw(context, generation) {
    const { plot, scene } = this;
    const x = this.xAt(generation);
    this.uncover(context, x);
    hairline(context, scene.theme.text, x - 0.5, plot.y, x - 0.5, plot.y + plot.height, 0.55);
    this.drawNow(context, x, this.row[generation]);
  }

  /** @param {Pen} context @param {number} x @param {number} value */
  drawNow(context, x, value) {
    const { plot, scene, series } = this;
    const y = this.yAt(value);
    if (Number.isFinite(y)) {
      context.fillStyle = scene.theme.accent;
      context.strokeStyle = scene.theme.background;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, 5, 0, 7);
      context.fill();
      context.stroke();
    }
    const text = valueText(value, series.percent);
    context.font = scene.theme.font(13, 600);
    const half = context.measureText(text).width / 2;
    const place = Math.min(plot.x + plot.width + 18 - half, Math.max(x, this.clear + half));
    write(context, scene.theme, text, place, plot.y - 10, { align: "center", size: 13, weight: 600, alpha: 1 });
  }
}
