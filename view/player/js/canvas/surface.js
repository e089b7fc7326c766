// A canvas with its panels. What stands still is painted once, on a sheet below.
import { zoomOf } from "./zoom.js";

/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {{ width: number, height: number, ratio: number }} Room pixels of the page, and of the screen to each */

/**
 * What draws into a box of a surface: once what stands still, then each generation.
 * @typedef {object} Panel
 * @property {Box} plot
 * @property {(place: Box & { ratio: number }) => void} layout
 * @property {(pen: Pen) => void} drawStatic
 * @property {(pen: Pen, generation: number) => void} draw
 * @property {(generation: number) => boolean} [turned] whether what stands still is another at this generation
 */

export class Surface {
  /** @type {Panel[]} */ panels = [];
  width = 0;
  height = 0;
  ratio = 0;
  placed = false;
  stale = false;
  sheet = document.createElement("canvas");

  // Off the screen it is told its size, as `room`.
  /** @param {HTMLCanvasElement} canvas @param {Room | null} room */
  constructor(canvas, room = null) {
    this.canvas = canvas;
    this.room = room;
  }

  /** @param {Panel[]} panels */
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

  /** @param {number} width @param {number} height @param {number} ratio */
  resize(width, height, ratio) {
    [this.width, this.height, this.ratio] = [width, height, ratio];
    this.placed = false;
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

  /** @param {number} generation */
  draw(generation) {
    if (!this.place()) return;
    for (const panel of this.panels) if (panel.turned?.(generation)) this.stale = true;
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

  /** @param {HTMLCanvasElement} canvas */
  wiped(canvas) {
    const context = penOf(canvas);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return context;
  }
}

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings] */
export const penOf = (canvas, settings) => /** @type {Pen} */ (canvas.getContext("2d", settings));

/** @param {HTMLCanvasElement} canvas @returns {Room} */
function roomOf(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  return { width, height, ratio: Math.min(2, devicePixelRatio || 1) * zoomOf(canvas) };
}
