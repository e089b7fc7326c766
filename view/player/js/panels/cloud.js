// Panel: the cloud of one generation in the plane, its components, and the ghost of the real data.
import { clipped, drawAcross, drawUp, frame, write } from "../canvas/axes.js";
import { drawCross, drawLegendLine, entriesOf } from "../canvas/legend.js";
import { drawMark, hueOf } from "../canvas/theme.js";
import { valueText } from "../canvas/ticks.js";
import { aliveAt, cloudAt, componentAt, lastHeard } from "../data/runs.js";
import { REACH } from "./camera.js";
import { drawDecoderGrid } from "./decoder_grid.js";
import { drawPath } from "./path.js";
import { axisPlacing, stampCloud, Stamps } from "./points.js";
import { shadeOutside, traceRings } from "./tail.js";
/** @import { Look } from "../canvas/axes.js" */
/** @import { Entry } from "../canvas/legend.js" */
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Frame } from "../data/frames.js" */
/** @import { Component } from "../data/runs.js" */
/** @import { Scene } from "./scene.js" */

/** @typedef {Component & { k: number }} Ellipse */

const WIDEST = 4000;
/** @type {Entry} */
const PATH = { mark: "path", text: "the way of the centre", brief: "way" };

export class CloudPanel {
  /** @type {Box} */ plot;
  /** @type {Stamps} */ stamps;
  ratio = 1;

  // A bare panel has no axes: a frame of the film strip.
  /** @param {Scene} scene */
  constructor(scene, bare = false) {
    this.scene = scene;
    this.bare = bare;
  }

  /** @param {Box & { ratio: number }} place */
  layout({ x, y, width, height, ratio }) {
    this.plot = this.bare ? inside(x, y, width, height) : { x: x + 44, y: y + 26, width: width - 52, height: height - 26 - 44 };
    this.ratio = ratio;
    this.stamps = new Stamps(this.scene.theme, this.scene.run.points, ratio, this.bare ? 0.5 : 1);
  }

  get scale() {
    return this.plot.width / this.scene.camera.span;
  }

  /** @param {Pen} context */
  drawStatic(context) {
    const { plot, scene } = this;
    const { run, theme } = scene;
    if (!this.bare) this.drawAxes(context);
    clipped(context, plot, () => {
      if (run.body.length) shadeOutside(context, theme, plot, () => traceRings(context, run.body, (x, y) => this.at(x, y)));
      this.stamp(context, run.real, () => this.stamps.ghost);
      drawDecoderGrid(context, run, 0, (x, y) => this.at(x, y), { accent: theme.text }, 0.12);
      for (const component of aliveAt(run, 0)) this.ghostEllipse(context, component);
    });
    if (!this.bare) frame(context, theme, plot);
  }

  /** @param {Pen} context */
  drawAxes(context) {
    const { plot, scene } = this;
    const { run, theme, camera } = scene;
    const tall = (camera.span * plot.height) / plot.width;
    drawAcross(context, theme, plot, camera.x - camera.span / 2, camera.x + camera.span / 2, run.axes[0] ?? "x");
    drawUp(context, theme, plot, camera.y - tall / 2, camera.y + tall / 2, run.axes[1] ?? "y");
  }

  /** @param {Pen} context @param {number} generation */
  draw(context, generation) {
    const { plot, scene } = this;
    const alive = aliveAt(scene.run, generation);
    clipped(context, plot, () => {
      this.stamp(context, cloudAt(scene.run, generation), (k) => this.stamps.of(k));
      drawDecoderGrid(context, scene.run, generation, (x, y) => this.at(x, y), scene.theme, this.bare ? 0.35 : 0.6);
      for (const component of alive) this.ellipse(context, component);
      if (!this.bare) this.drawMarks(context, generation, alive);
    });
    if (!this.bare && scene.keyed) drawLegendLine(context, scene.theme, this.entries(generation), plot);
    drawZoom(context, plot, scene);
  }

  /** @param {number} generation */
  entries(generation) {
    return [...entriesOf(this.scene.run), ...(this.scene.ends(generation) ? [PATH] : [])];
  }

  // Of each group its mark, or where it was heard last; at the end of a film the way there.
  /** @param {Pen} context @param {number} generation @param {Ellipse[]} alive */
  drawMarks(context, generation, alive) {
    const { scene } = this;
    const { run, theme } = scene;
    if (scene.ends(generation)) drawPath(context, theme, run, generation, (x, y) => this.at(x, y));
    for (let k = 0; k < run.components; k++) {
      const heard = lastHeard(run, generation, k);
      if (heard >= 0 && heard < generation) this.cross(context, { k, ...componentAt(run, heard, k) });
    }
    for (const component of alive) this.mark(context, component);
  }

  /** @param {Pen} context @param {Ellipse} component */
  cross(context, { k, x, y }) {
    const { theme } = this.scene;
    context.lineCap = "round";
    for (const [width, colour] of /** @type {[number, string][]} */ ([[5, theme.background], [2, hueOf(theme, k)]])) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      drawCross(context, ...this.at(x, y));
    }
    context.lineCap = "butt";
  }

  // Never larger than what it marks, never too small to tell its shape.
  /** @param {Pen} context @param {Ellipse} component */
  mark(context, { k, x, y, l11, l22 }) {
    const radius = Math.min(5, Math.max(2.8, this.scale * Math.sqrt(l11 * l22)));
    drawMark(context, k, ...this.at(x, y), radius, this.scene.theme);
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  at(x, y) {
    const { plot, scale } = this;
    const { camera } = this.scene;
    return [plot.x + plot.width / 2 + (x - camera.x) * scale, plot.y + plot.height / 2 - (y - camera.y) * scale];
  }

  /** @param {Pen} context @param {Frame} cloud @param {(component: number) => OffscreenCanvas} spriteOf */
  stamp(context, cloud, spriteOf) {
    const { plot, ratio } = this;
    const { camera } = this.scene;
    const scale = this.scale * ratio;
    const [xlo, ylo, xhi, yhi] = cloud.bounds;
    const [x0, dx] = axisPlacing(xlo, xhi, camera.x, scale, (plot.x + plot.width / 2) * ratio);
    const [y0, dy] = axisPlacing(ylo, yhi, camera.y, -scale, (plot.y + plot.height / 2) * ratio);
    const yAt = (/** @type {number} */ i) => y0 + dy * cloud.points[2 * i + 1];
    stampCloud(context, cloud, 2, { x0, dx, yAt }, spriteOf, plot, ratio);
  }

  /** @param {Pen} context @param {Ellipse} component */
  ghostEllipse(context, component) {
    context.setLineDash([5, 5]);
    context.strokeStyle = this.scene.theme.text;
    context.globalAlpha = 0.4;
    context.lineWidth = 1.2;
    if (this.trace(context, component)) context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** @param {Pen} context @param {Ellipse} component */
  ellipse(context, component) {
    if (!this.trace(context, component)) return;
    context.lineWidth = 4.5;
    context.strokeStyle = this.scene.theme.background;
    context.globalAlpha = 0.7;
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = hueOf(this.scene.theme, component.k);
    context.globalAlpha = 1;
    context.stroke();
  }

  // The Cholesky factor maps the unit circle to the ellipse. One far larger than the panel is left out:
  // its millions of dashes would hold up the page.
  /** @param {Pen} context @param {Ellipse} component */
  trace(context, { x, y, l11, l21, l22 }) {
    const reach = REACH * this.scale;
    if (reach * (l11 + Math.abs(l21) + l22) > WIDEST) return false;
    context.save();
    context.transform(reach * l11, -reach * l21, 0, -reach * l22, ...this.at(x, y));
    context.beginPath();
    context.arc(0, 0, 1, 0, 2 * Math.PI);
    context.restore();
    return true;
  }
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Box} */
export const inside = (x, y, width, height) => ({ x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 });

/** @param {Pen} context @param {Box} plot @param {Scene} scene */
export function drawZoom(context, plot, { fixed, camera, theme }) {
  const zoom = fixed.span / camera.span;
  if (zoom > 0.98 && zoom < 1.02) return;
  const text = `zoom × ${valueText(Number(zoom.toPrecision(2)))}`;
  /** @type {Partial<Look>} */
  const look = { align: "right", size: 13, weight: 600, alpha: 1, halo: true };
  write(context, theme, text, plot.x + plot.width - 10, plot.y + 20, look);
}
