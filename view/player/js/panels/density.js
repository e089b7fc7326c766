// Panel: one generation on a line, as its density above and its points below, with the ghost of the real data.
import { clipped, drawAcross, frame, write } from "../canvas/axes.js";
import { drawLegendLine, entriesOf } from "../canvas/legend.js";
import { drawMark, hueOf } from "../canvas/theme.js";
import { aliveAt, cloudAt } from "../data/runs.js";
import { drawZoom, inside } from "./cloud.js";
import { axisPlacing, stampCloud, Stamps } from "./points.js";
import { shadeOutside, traceStretches } from "./tail.js";
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Frame } from "../data/frames.js" */
/** @import { Ellipse } from "./cloud.js" */
/** @import { Scene } from "./scene.js" */

const GRID = 160;
const GOLDEN = 0.6180339887;

export class DensityPanel {
  /** @type {Box} */ plot;
  /** @type {Stamps} */ stamps;
  ratio = 1;
  floor = 0;

  /** @param {Scene} scene */
  constructor(scene, bare = false) {
    this.scene = scene;
    this.bare = bare;
  }

  /** @param {Box & { ratio: number }} place */
  layout({ x, y, width, height, ratio }) {
    this.plot = this.bare ? inside(x, y, width, height) : { x: x + 8, y: y + 8, width: width - 16, height: height - 8 - 62 };
    this.ratio = ratio;
    this.floor = this.plot.y + this.plot.height * (this.scene.run.components ? 0.7 : 0.08);
    this.stamps = new Stamps(this.scene.theme, this.scene.run.points, ratio, this.bare ? 0.5 : 1);
  }

  /** @param {Pen} context */
  drawStatic(context) {
    const { plot, scene } = this;
    const { run, theme, camera } = scene;
    if (!this.bare) {
      drawAcross(context, theme, plot, camera.x - camera.span / 2, camera.x + camera.span / 2, run.axes[0] ?? "x");
      write(context, theme, "height only spreads the points", plot.x, plot.y + plot.height + 53);
    }
    clipped(context, plot, () => {
      if (run.body.length) shadeOutside(context, theme, plot, () => traceStretches(context, run.body, (x) => this.at(x), plot));
      this.stamp(context, run.real, () => this.stamps.ghost);
      context.setLineDash([5, 5]);
      const { places, total, unit } = this.mixture(aliveAt(run, 0));
      this.hill(context, places, total, unit, theme.text, 1.2, 0.5, 0.06);
      context.setLineDash([]);
    });
    if (!this.bare) frame(context, theme, plot);
  }

  /** @param {Pen} context @param {number} generation */
  draw(context, generation) {
    const { plot, scene } = this;
    const alive = aliveAt(scene.run, generation);
    clipped(context, plot, () => {
      this.stamp(context, cloudAt(scene.run, generation), (k) => this.stamps.of(k));
      this.curves(context, alive);
      if (!this.bare) for (const { k, x } of alive) drawMark(context, k, this.at(x), this.floor, 5, scene.theme);
    });
    if (!this.bare && scene.keyed) drawLegendLine(context, scene.theme, entriesOf(scene.run), plot);
    drawZoom(context, plot, scene);
  }

  /** @param {number} x */
  at(x) {
    const { plot, scene } = this;
    return plot.x + plot.width / 2 + ((x - scene.camera.x) * plot.width) / scene.camera.span;
  }

  /** @param {Pen} context @param {Frame} cloud @param {(component: number) => OffscreenCanvas} spriteOf */
  stamp(context, cloud, spriteOf) {
    const { plot, ratio, scene } = this;
    const scale = (plot.width / scene.camera.span) * ratio;
    const [x0, dx] = axisPlacing(cloud.bounds[0], cloud.bounds[2], scene.camera.x, scale, (plot.x + plot.width / 2) * ratio);
    const top = (this.floor + 14) * ratio;
    const room = (plot.y + plot.height - (this.bare ? 8 : 26)) * ratio - top;
    const yAt = (/** @type {number} */ i) => top + room * (((i + 1) * GOLDEN) % 1);
    stampCloud(context, cloud, 1, { x0, dx, yAt }, spriteOf, plot, ratio);
  }

  // The mixture scaled to its own peak, and under it the share of each component.
  /** @param {Pen} context @param {Ellipse[]} alive */
  curves(context, alive) {
    const { theme } = this.scene;
    const { places, shares, total, unit } = this.mixture(alive);
    shares.forEach((share, j) => this.hill(context, places, share, unit, hueOf(theme, alive[j].k), 2, 1, 0.16));
    if (alive.length > 1) this.hill(context, places, total, unit, theme.text, 1.5, 0.8, 0);
  }

  /** @param {Ellipse[]} alive */
  mixture(alive) {
    const places = this.grid(alive);
    const shares = alive.map((component) => places.map((x) => this.share(component, x)));
    const total = places.map((_, i) => shares.reduce((sum, share) => sum + share[i], 0));
    const unit = ((this.floor - this.plot.y) * 0.9) / Math.max(1e-300, ...total);
    return { places, shares, total, unit };
  }

  /** @param {Ellipse[]} alive */
  grid(alive) {
    const { x, span } = this.scene.camera;
    const places = Array.from({ length: GRID + 1 }, (_, i) => x + span * (i / GRID - 0.5));
    for (const component of alive) for (let z = -4; z <= 4; z += 0.5) places.push(component.x + z * this.spread(component));
    return places.sort((a, b) => a - b);
  }

  // Never thinner than a fraction of a pixel: a component without spread is a spike.
  /** @param {Ellipse} component */
  spread({ l11 }) {
    return Math.max(l11, this.scene.camera.span * 5e-4);
  }

  /** @param {Ellipse} component @param {number} x */
  share(component, x) {
    const spread = this.spread(component);
    return (component.weight / spread) * Math.exp(-0.5 * ((x - component.x) / spread) ** 2);
  }

  /**
   * @param {Pen} context @param {number[]} places @param {number[]} heights @param {number} unit
   * @param {string} colour @param {number} width @param {number} alpha @param {number} fill
   */
  hill(context, places, heights, unit, colour, width, alpha, fill) {
    context.beginPath();
    places.forEach((x, i) => context.lineTo(Math.max(-1e4, Math.min(1e4, this.at(x))), this.floor - heights[i] * unit));
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.globalAlpha = alpha;
    context.stroke();
    context.globalAlpha = fill;
    context.fill();
    context.globalAlpha = 1;
  }
}
