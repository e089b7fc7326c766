// Panel: the cloud of one generation in the plane, its components, and the ghost of generation 0.
import { clipped, drawAcross, drawUp, frame, write } from "./axes.js";
import { drawLattice } from "./lattice.js";
import { REACH } from "./lens.js";
import { axisPlacing, stampCloud, Stamps } from "./points.js";
import { aliveAt, cloudAt } from "./runs.js";
import { drawMark, hueOf } from "./theme.js";
import { valueText } from "./ticks.js";


const WIDEST = 4000;

export class CloudPanel {
  // A bare panel has no axes: a frame of the film strip.
  constructor(scene, bare = false) {
    Object.assign(this, { scene, bare, stamps: null });
  }

  layout({ x, y, width, height, ratio }) {
    this.plot = this.bare ? inside(x, y, width, height) : { x: x + 44, y: y + 26, width: width - 52, height: height - 26 - 44 };
    this.ratio = ratio;
    this.stamps = new Stamps(this.scene.theme, this.scene.run.points, ratio, this.bare ? 0.5 : 1);
  }

  get scale() {
    return this.plot.width / this.scene.lens.span;
  }

  drawStatic(context) {
    const { plot, scene } = this;
    const { run, theme } = scene;
    if (!this.bare) this.drawAxes(context);
    clipped(context, plot, () => {
      this.stamp(context, run.frames.first, () => this.stamps.ghost);
      drawLattice(context, run, 0, (x, y) => this.at(x, y), { accent: theme.text }, 0.12);
      for (const component of aliveAt(run, 0)) this.ghostEllipse(context, component);
    });
    if (!this.bare) frame(context, theme, plot);
  }

  drawAxes(context) {
    const { plot, scene } = this;
    const { run, theme, lens } = scene;
    const tall = (lens.span * plot.height) / plot.width;
    drawAcross(context, theme, plot, lens.x - lens.span / 2, lens.x + lens.span / 2, run.axes[0] ?? "x");
    drawUp(context, theme, plot, lens.y - tall / 2, lens.y + tall / 2, run.axes[1] ?? "y");
  }

  draw(context, generation) {
    const { plot, scene } = this;
    const alive = aliveAt(scene.run, generation);
    clipped(context, plot, () => {
      this.stamp(context, cloudAt(scene.run, generation), (k) => this.stamps.of(k));
      drawLattice(context, scene.run, generation, (x, y) => this.at(x, y), scene.theme, this.bare ? 0.35 : 0.6);
      for (const component of alive) this.ellipse(context, component);
      if (!this.bare) for (const component of alive) this.mark(context, component);
    });
    drawZoom(context, plot, scene);
  }

  // Never larger than what it marks, never too small to tell its shape.
  mark(context, { k, x, y, l11, l22 }) {
    const radius = Math.min(5, Math.max(2.8, this.scale * Math.sqrt(l11 * l22)));
    drawMark(context, k, ...this.at(x, y), radius, this.scene.theme);
  }

  at(x, y) {
    const { plot, scale } = this;
    const { lens } = this.scene;
    return [plot.x + plot.width / 2 + (x - lens.x) * scale, plot.y + plot.height / 2 - (y - lens.y) * scale];
  }

  stamp(context, cloud, spriteOf) {
    const { plot, ratio } = this;
    const { lens } = this.scene;
    const scale = this.scale * ratio;
    const [xlo, ylo, xhi, yhi] = cloud.bounds;
    const [x0, dx] = axisPlacing(xlo, xhi, lens.x, scale, (plot.x + plot.width / 2) * ratio);
    const [y0, dy] = axisPlacing(ylo, yhi, lens.y, -scale, (plot.y + plot.height / 2) * ratio);
    const yAt = (i) => y0 + dy * cloud.points[2 * i + 1];
    stampCloud(context, cloud, 2, { x0, dx, yAt }, spriteOf, plot, ratio);
  }

  ghostEllipse(context, component) {
    context.setLineDash([5, 5]);
    context.strokeStyle = this.scene.theme.text;
    context.globalAlpha = 0.4;
    context.lineWidth = 1.2;
    if (this.trace(context, component)) context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

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

export const inside = (x, y, width, height) => ({ x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 });

export function drawZoom(context, plot, { fixed, lens, theme }) {
  const zoom = fixed.span / lens.span;
  if (zoom > 0.98 && zoom < 1.02) return;
  const text = `zoom × ${valueText(Number(zoom.toPrecision(2)))}`;
  const look = { align: "right", size: 13, weight: 600, alpha: 1, halo: true };
  write(context, theme, text, plot.x + plot.width - 10, plot.y + 20, look);
}
