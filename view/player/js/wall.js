// Panel: a wall of the pictures that a generation has drawn, in the page's own ink.
import { write } from "./axes.js";
import { wallAt } from "./runs.js";

const FRAME_TILES = 9; // a frame of the film strip shows fewer, larger ones

export class WallPanel {
  constructor(scene, bare = false) {
    Object.assign(this, { scene, bare, sheet: document.createElement("canvas") });
  }

  layout({ x, y, width, height }) {
    const side = Math.min(width, height - (this.bare ? 0 : 30));
    this.plot = { x: x + (width - side) / 2, y, width: side, height: side };
    this.middle = x + width / 2;
  }

  get gallery() {
    return this.scene.run.galleries[this.scene.gallery];
  }

  get shown() {
    return this.bare ? Math.min(FRAME_TILES, this.gallery.tiles) : this.gallery.tiles;
  }

  drawStatic(context) {
    const { plot, scene, bare } = this;
    if (!bare) write(context, scene.theme, this.gallery.note, this.middle, plot.y + plot.height + 20, { align: "center" });
  }

  draw(context, generation) {
    const { plot, sheet, scene } = this;
    this.paint(wallAt(scene.run, generation, scene.gallery));
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet, plot.x, plot.y, plot.width, plot.height);
  }

  // One pixel of the sheet for each of a picture's, and one between two pictures.
  paint(values) {
    const { height, width } = this.gallery;
    const columns = Math.ceil(Math.sqrt(this.shown));
    const { sheet } = this;
    [sheet.width, sheet.height] = [columns * (width + 1) - 1, columns * (height + 1) - 1];
    const context = sheet.getContext("2d");
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
