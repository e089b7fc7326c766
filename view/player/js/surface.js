// A canvas with its panels. What stands still is painted once, on a sheet below.
import { zoomOf } from "./zoom.js";

export class Surface {
  // Off the screen it is told its size, as `room`.
  constructor(canvas, room = null) {
    Object.assign(this, { canvas, room });
    this.sheet = document.createElement("canvas");
    this.show([]);
  }

  show(panels) {
    this.panels = panels;
    this.placed = false;
  }

  // Gives every panel its box; returns whether there is room to draw.
  place() {
    const { width, height, ratio } = this.room ?? roomOf(this.canvas);
    if (width !== this.width || height !== this.height || ratio !== this.ratio) this.resize(width, height, ratio);
    if (!this.placed) this.layout();
    return width > 0 && height > 0 && this.panels.length > 0;
  }

  resize(width, height, ratio) {
    Object.assign(this, { width, height, ratio, placed: false });
    for (const canvas of [this.canvas, this.sheet]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
  }

  layout() {
    const { width, ratio } = this;
    const height = this.height / this.panels.length;
    this.panels.forEach((panel, i) => {
      const y = Math.round(i * height);
      panel.layout({ x: 0, y, width, height: Math.round((i + 1) * height) - y, ratio });
    });
    this.placed = true;
    this.stale = true;
  }

  draw(generation) {
    if (!this.place()) return;
    if (this.stale) this.paintSheet();
    const context = this.wiped(this.canvas);
    context.drawImage(this.sheet, 0, 0, this.sheet.width / this.ratio, this.sheet.height / this.ratio);
    for (const panel of this.panels) panel.draw(context, generation);
  }

  paintSheet() {
    const context = this.wiped(this.sheet);
    for (const panel of this.panels) panel.drawStatic(context);
    this.stale = false;
  }

  wiped(canvas) {
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return context;
  }
}

function roomOf(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  return { width, height, ratio: Math.min(2, devicePixelRatio || 1) * zoomOf(canvas) };
}
