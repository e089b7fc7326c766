// A film's frames: the panels of one player, or of all on the page, drawn off the screen at a size of their own.
import { write } from "../canvas/axes.js";
import { penOf, Surface } from "../canvas/surface.js";
import { ChartPanel } from "../panels/charts.js";
import { panelFor } from "../panels/panels.js";
import { Scene } from "../panels/scene.js";
import { fractionOf, generationAt } from "../playback/clock.js";
/** @import { Panel, Pen, Room } from "../canvas/surface.js" */
/** @import { Player } from "../player.js" */

/** @typedef {{ x: number, y: number, surface: Surface, room: Room }} Placed */

const EDGE = 18;
const HEAD = 58;
const NAME = 26;
const GAP = 28;
const COMFORTABLE = 960; // wider pictures are the same, larger
const ABREAST = 620; // narrower ones stand upright
const CHART = 150;
const LOWEST = 96; // a chart beside the cloud is at least so high

export class OffscreenFilm {
  canvas = document.createElement("canvas");
  height = 0;

  // Each pixel of the width counts `fine` times: two for print.
  /** @param {Player[]} players @param {number} width */
  constructor(players, width, fine = 1) {
    this.scale = Math.max(1, width / COMFORTABLE) * fine;
    this.width = Math.round((width * fine) / this.scale);
    this.shots = players.map((player) => new Shot(player, this.boxWidth(players.length), this.scale, players.length === 1));
    this.place();
    // Read back frame by frame for a GIF; a video is half the work without transparency.
    this.pen = penOf(this.canvas, { alpha: false, willReadFrequently: true });
    const { theme, logarithmic } = this.shots[0].scene;
    this.theme = theme;
    this.logarithmic = logarithmic;
    this.last = Math.max(...this.shots.map(({ scene }) => scene.planned));
    this.end = fractionOf(Math.max(...this.shots.map(({ scene }) => scene.loaded)) - 1, this.last, logarithmic);
  }

  /** @param {number} count */
  boxWidth(count) {
    const inner = this.width - 2 * EDGE;
    return count > 1 && this.width >= ABREAST ? (inner - GAP) / 2 : inner;
  }

  // Two abreast where there is room, then the next row; even numbers of pixels, as codecs want them.
  place() {
    const columns = this.shots.length > 1 && this.width >= ABREAST ? 2 : 1;
    let y = HEAD;
    this.shots.forEach((shot, i) => {
      shot.x = EDGE + (i % columns) * (shot.width + GAP);
      shot.y = y;
      if (i % columns === columns - 1 || i === this.shots.length - 1) y += shot.height + EDGE / 2;
    });
    this.height = y + EDGE / 2;
    const even = (/** @type {number} */ length) => 2 * Math.round((length * this.scale) / 2);
    this.canvas.width = even(this.width);
    this.canvas.height = even(this.height);
  }

  // At a share of the film, 0 to 1, along the axis that the player has.
  /** @param {number} share */
  generationAt(share) {
    return Math.floor(generationAt(share * this.end, this.last, this.logarithmic) + 1e-6);
  }

  /** @param {number} generation */
  draw(generation, elapsed = Infinity) {
    const { pen, scale, theme } = this;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fillStyle = theme.background;
    pen.fillRect(0, 0, this.width + 1, this.height + 1);
    this.drawHead(generation);
    for (const shot of this.shots) shot.draw(pen, generation, elapsed);
  }

  /** @param {number} generation */
  drawHead(generation) {
    const { pen, theme } = this;
    write(pen, theme, "generation", EDGE, 36, { size: 15 });
    const beside = EDGE + pen.measureText("generation").width + 8;
    write(pen, theme, String(generation), beside, 36, { size: 28, weight: 600, alpha: 1 });
    const behind = beside + pen.measureText(String(generation)).width + 8;
    write(pen, theme, `of ${this.last}`, behind, 36, { size: 15 });
    const room = this.width - EDGE - behind - 80;
    if (this.shots.length > 1) return;
    const title = fitted(pen, theme.font(13), this.shots[0].title, room);
    write(pen, theme, title, this.width - EDGE, 36, { size: 13, align: "right" });
  }
}

// One run in a film: its name where there are several, what it says, and its curves if the player has any.
class Shot {
  x = 0;
  y = 0;

  /** @param {Player} player @param {number} width @param {number} ratio @param {boolean} alone */
  constructor(player, width, ratio, alone) {
    const { run, theme, logarithmic, gallery, brief } = player.scene;
    this.scene = new Scene(theme, logarithmic);
    this.scene.open(run);
    this.scene.gallery = gallery;
    this.scene.brief = brief;
    this.width = width;
    this.alone = alone;
    this.following = player.following;
    this.title = run.title;
    this.surfaces = this.arranged(width, ratio);
    this.height = Math.max(...this.surfaces.map(({ y, room }) => y + room.height));
  }

  /** @param {number} width @param {number} ratio */
  arranged(width, ratio) {
    const { series } = this.scene;
    const top = this.alone ? 0 : NAME;
    const beside = series.length > 0 && width >= ABREAST - 2 * EDGE;
    const cloudWidth = beside ? (width - GAP) * 0.53 : width;
    const tall = series.length ? Math.max(cloudWidth * 0.92, beside ? series.length * LOWEST + 28 : 0) : 0.75 * width + 70;
    const cloudHeight = Math.min(tall, Math.max(width, series.length * LOWEST));
    const cloud = placed([panelFor(this.scene)], 0, top, cloudWidth, cloudHeight, ratio);
    if (!series.length) return [cloud];
    const panels = series.map((chart, i) => new ChartPanel(this.scene, chart, i === series.length - 1));
    if (beside) return [cloud, placed(panels, cloudWidth + GAP, top, width - cloudWidth - GAP, cloudHeight, ratio)];
    return [cloud, placed(panels, 0, top + cloudHeight + 12, width, panels.length * CHART, ratio)];
  }

  /** @param {Pen} pen @param {number} generation @param {number} elapsed */
  draw(pen, generation, elapsed) {
    const { scene, surfaces, alone, title, width } = this;
    const at = Math.min(generation, scene.loaded - 1);
    const [{ surface }] = surfaces;
    surface.place();
    if (scene.focus(surface.panels[0].plot, at, this.following, elapsed)) surface.stale = true;
    if (!alone) write(pen, scene.theme, fitted(pen, scene.theme.font(14, 600), title, width), this.x, this.y + 12, { size: 14, weight: 600, alpha: 1 });
    for (const { x, y, surface: sheet } of surfaces) {
      sheet.draw(at);
      pen.drawImage(sheet.canvas, this.x + x, this.y + y, sheet.width, sheet.height);
    }
  }
}

/** @param {Panel[]} panels @param {number} x @param {number} y @param {number} width @param {number} height @param {number} ratio @returns {Placed} */
function placed(panels, x, y, width, height, ratio) {
  const room = { width: Math.round(width), height: Math.round(height), ratio };
  const surface = new Surface(document.createElement("canvas"), room);
  surface.show(panels);
  return { x, y, surface, room };
}

// As much of a text as there is room for.
/** @param {Pen} pen @param {string} font @param {string} text @param {number} room */
function fitted(pen, font, text, room) {
  pen.font = font;
  if (pen.measureText(text).width <= room) return text;
  let length = text.length;
  while (length && pen.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return length ? `${text.slice(0, length).trimEnd()}…` : "";
}
