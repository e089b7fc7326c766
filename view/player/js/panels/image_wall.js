// Panel: a wall of the pictures that a generation has drawn, in the page's own ink.
import { write } from "../canvas/axes.js";
import { penOf } from "../canvas/surface.js";
import { wallAt } from "../data/runs.js";
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Scene } from "./scene.js" */

const FRAME_TILES = 9; // a frame of the film strip shows fewer, larger ones

export class ImageWallPanel {
  /** @type {Box} */ plot;
  edge = 0;
  sheet = document.createElement("canvas");

  /** @param {Scene} scene */
  constructor(scene, bare = false) {
    this.scene = scene;
    this.bare = bare;
  }

  /** @param {Box} place */
  layout({ x, y, width, height }) {
    const side = Math.min(width, height - (this.bare ? 0 : 30));
    this.plot = { x: x + (width - side) / 2, y, width: side, height: side };
    this.edge = x + width;
  }

  get gallery() {
    return this.scene.run.galleries[this.scene.gallery];
  }

  get shown() {
    return this.bare ? Math.min(FRAME_TILES, this.gallery.tiles) : this.gallery.tiles;
  }

  /** @param {Pen} context */
  drawStatic(context) {
    const { plot, scene, bare, edge } = this;
    if (bare) return;
    context.font = scene.theme.font(12);
    const { note } = this.gallery;
    const left = Math.max(0, Math.min(plot.x, edge - context.measureText(note).width));
    write(context, scene.theme, note, left, plot.y + plot.height + 20);
  }

  /** @param {Pen} context @param {number} generation */
  draw(context, generation) {
    const { plot, sheet, scene } = this;
    this.paint(wallAt(scene.run, generation, scene.gallery));
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet, plot.x, plot.y, plot.width, plot.height);
  }

  // One pixel of the sheet for each of a picture's, and one between two pictures.
  /** @param {Uint8Array} values */
  paint(values) {
    const { height, width } = this.gallery;
    const columns = Math.ceil(Math.sqrt(this.shown));
    const { sheet } = this;
    [sheet.width, sheet.height] = [columns * (width + 1) - 1, columns * (height + 1) - 1];
    const context = penOf(sheet);
    const image = context.createImageData(sheet.width, sheet.height);
    const [ink, paper] = [this.scene.theme.inkBytes, this.scene.theme.paperBytes];
    for (let tile = 0; tile < this.shown; tile++) {
      const [left, top] = [(tile % columns) * (width + 1), Math.floor(tile / columns) * (height + 1)];
      for (let p = 0; p < width * height; p++) {
        const share = values[tile * width * height + p] / 255;
        const to = 4 * ((top + Math.floor(p / width)) * sheet.width + left + (p % width));
        for (let c = 0; c < 3; c++) image.data[to + c] = paper[c] + share * (ink[c] - paper[c]);
        image.data[to + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
  }
}
