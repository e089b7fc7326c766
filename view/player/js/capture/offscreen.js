// A film's frames: the panels of one player, or of all on the page, drawn off the screen at a size of their own,
// with the sentence of the frame above and a legend and the run's address below.
import { write } from "../canvas/axes.js";
import { drawLegend, entriesOf, legendHeight, legendRows } from "../canvas/legend.js";
import { penOf, Surface } from "../canvas/surface.js";
import { saidAt } from "../data/runs.js";
import { ChartPanel } from "../panels/charts.js";
import { panelFor } from "../panels/panels.js";
import { Scene } from "../panels/scene.js";
import { fractionOf, generationAt } from "../playback/clock.js";
import { addressOf, asWritten } from "./address.js";
import { SvgPen } from "./svg_pen.js";
import { fitted, linesOf } from "./words.js";
/** @import { Panel, Pen, Room } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */
/** @import { Player } from "../player.js" */

/** @typedef {{ x: number, y: number, surface: Surface, room: Room }} Placed */

/**
 * What is made of it, where not a film.
 * @typedef {object} Print
 * @property {number} [fine] each pixel of the width counts so many times
 * @property {number | null} [at] the one generation that is shown
 * @property {boolean} [vector] by a pen that has no pixels
 * @property {(theme: Theme) => Theme} [on] in which colours
 * @property {boolean} [addressed] whether its address is written below
 */

const EDGE = 18;
const HEAD = 46; // which generation it is
const NAME = 24;
const GAP = 28;
const COMFORTABLE = { alone: 960, abreast: 1280 };
const ABREAST = 620; // narrower ones stand upright
const CHART = 150;
const LOWEST = 96; // a chart beside the cloud is at least so high
const LINE = 17;
const TOLD = { alone: { size: 21, line: 27 }, beside: { size: 16, line: 21 } };

// Wider pictures are the same, larger.
/** @param {number} players */
export const comfortable = (players) => (players > 1 ? COMFORTABLE.abreast : COMFORTABLE.alone);

export class OffscreenFilm {
  canvas = document.createElement("canvas");
  height = 0;
  head = 0; // where the pictures begin, and what stands below them
  foot = 0;
  /** @type {ReturnType<typeof legendRows>} */ legend = [];
  /** @type {string[]} */ link = [];

  /** @param {Player[]} players @param {number} width @param {Print} [print] */
  constructor(players, width, { fine = 1, at = null, vector = false, on = (theme) => theme, addressed = true } = {}) {
    this.scale = Math.max(1, width / comfortable(players.length)) * fine;
    this.width = Math.round((width * fine) / this.scale);
    // Read back frame by frame for a GIF; a video is half the work without transparency.
    this.pen = penOf(this.canvas, { alpha: false, willReadFrequently: true });
    const alone = players.length === 1;
    this.shots = players.map((player) => new Shot(player, this.boxWidth(players.length), alone, this.pen, { at, vector, on }));
    const told = Math.max(...this.shots.map(({ toldHeight }) => toldHeight));
    for (const shot of this.shots) shot.arrange(alone ? 0 : NAME + told + 4, this.scale);
    const { theme, logarithmic, run } = this.shots[0].scene;
    this.theme = theme;
    this.logarithmic = logarithmic;
    this.last = Math.max(...this.shots.map(({ scene }) => scene.planned));
    this.end = fractionOf(Math.max(...this.shots.map(({ scene }) => scene.loaded)) - 1, this.last, logarithmic);
    this.address = addressOf(location.href, run.link, at);
    this.written = addressed ? asWritten(this.address) : "";
    this.place();
  }

  /** @param {number} count */
  boxWidth(count) {
    const inner = this.width - 2 * EDGE;
    return count > 1 && this.width >= ABREAST ? (inner - GAP) / 2 : inner;
  }

  // Two abreast where there is room, then the next row; even numbers of pixels, as codecs want them.
  place() {
    const columns = this.shots.length > 1 && this.width >= ABREAST ? 2 : 1;
    const alone = this.shots.length === 1;
    this.head = EDGE + (alone ? this.shots[0].toldHeight : 0) + HEAD;
    let y = this.head;
    for (let i = 0; i < this.shots.length; i += columns) {
      const row = this.shots.slice(i, i + columns);
      row.forEach((shot, j) => Object.assign(shot, { x: EDGE + j * (shot.width + GAP), y }));
      y += Math.max(...row.map((shot) => shot.height)) + EDGE / 2;
    }
    this.placeFoot(y);
    const even = (/** @type {number} */ length) => 2 * Math.round((length * this.scale) / 2);
    this.canvas.width = even(this.width);
    this.canvas.height = even(this.height);
  }

  /** @param {number} y */
  placeFoot(y) {
    const { pen, theme, shots } = this;
    pen.font = theme.font(12);
    const widthOf = (/** @type {string} */ text) => pen.measureText(text).width;
    const room = this.width - 2 * EDGE;
    const entries = new Map(shots.flatMap(({ scene }) => entriesOf(scene.run)).map((entry) => [entry.text, entry]));
    this.foot = y + 2;
    this.legend = legendRows(widthOf, [...entries.values()], room);
    this.link = linesOf(widthOf, this.written, room);
    this.height = this.foot + legendHeight(this.legend) + this.link.length * LINE + EDGE * 0.7;
  }

  // At a share of the film, 0 to 1, along the axis that the player has.
  /** @param {number} share */
  generationAt(share) {
    return Math.floor(generationAt(share * this.end, this.last, this.logarithmic) + 1e-6);
  }

  /** @param {number} generation */
  draw(generation, elapsed = Infinity) {
    const { pen, scale } = this;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.drawAround(pen, generation);
    for (const shot of this.shots) shot.draw(pen, generation, elapsed);
  }

  // The same as lines and letters.
  /** @param {number} generation */
  drawing(generation) {
    const pen = new SvgPen(this.width, this.height);
    this.drawAround(pen.asPen, generation);
    for (const shot of this.shots) shot.drawLines(pen, generation);
    const { link, address } = this;
    if (link.length) pen.link(address, EDGE, this.linkTop, this.width - 2 * EDGE, link.length * LINE);
    return pen.drawing(this.saidAt(generation));
  }

  // What is said of a generation, in a line.
  /** @param {number} generation */
  saidAt(generation) {
    const said = this.shots.map(({ scene }) => saidAt(scene.run, Math.min(generation, scene.loaded - 1)));
    return [`Generation ${generation} of ${this.last}.`, ...said].join(" ").trim();
  }

  get linkTop() {
    return this.foot + legendHeight(this.legend);
  }

  /** @param {Pen} pen @param {number} generation */
  drawAround(pen, generation) {
    const { theme, shots, width, height, legend, link } = this;
    pen.fillStyle = theme.background;
    pen.fillRect(0, 0, width + 1, height + 1);
    if (shots.length === 1) shots[0].tell(pen, generation, EDGE, EDGE);
    this.drawHead(pen, generation);
    drawLegend(pen, theme, legend, EDGE, this.foot);
    link.forEach((line, i) => write(pen, theme, line, EDGE, this.linkTop + (i + 0.75) * LINE));
  }

  /** @param {Pen} pen @param {number} generation */
  drawHead(pen, generation) {
    const { theme } = this;
    const y = this.head - 14;
    write(pen, theme, "generation", EDGE, y, { size: 15 });
    const beside = EDGE + pen.measureText("generation").width + 8;
    write(pen, theme, String(generation), beside, y, { size: 28, weight: 600, alpha: 1 });
    const behind = beside + pen.measureText(String(generation)).width + 8;
    write(pen, theme, `of ${this.last}`, behind, y, { size: 15 });
    const room = this.width - EDGE - behind - 80;
    if (this.shots.length > 1) return;
    const title = fitted(pen, theme.font(13), this.shots[0].title, room);
    write(pen, theme, title, this.width - EDGE, y, { size: 13, align: "right" });
  }
}

// One run in a film: its name where there are several, what is said of it, what it says, and its curves if the player
// has any.
class Shot {
  x = 0;
  y = 0;
  height = 0;
  /** @type {Placed[]} */ surfaces = [];

  /**
   * @param {Player} player @param {number} width @param {boolean} alone @param {Pen} ruler
   * @param {{ at: number | null, vector: boolean, on: (theme: Theme) => Theme }} print
   */
  constructor(player, width, alone, ruler, { at, vector, on }) {
    const { run, theme, logarithmic, gallery, brief, ahead } = player.scene;
    this.scene = new Scene(on(theme), logarithmic);
    this.scene.open(run);
    Object.assign(this.scene, { gallery, brief, vector, ahead, keyed: false });
    this.width = width;
    this.alone = alone;
    this.following = player.following;
    this.title = run.title;
    this.look = alone ? TOLD.alone : TOLD.beside;
    this.told = this.set(ruler, at);
    this.toldHeight = this.look.line * Math.max(0, ...[...this.told.values()].map(({ length }) => length));
  }

  // Below a name and a sentence that take so much.
  /** @param {number} top @param {number} ratio */
  arrange(top, ratio) {
    this.surfaces = this.arranged(top, ratio);
    this.height = Math.max(...this.surfaces.map(({ y, room }) => y + room.height));
  }

  // Every sentence that is to be shown, in lines.
  /** @param {Pen} ruler @param {number | null} at */
  set(ruler, at) {
    const { run, theme, loaded } = this.scene;
    ruler.font = theme.heading(this.look.size);
    const widthOf = (/** @type {string} */ text) => ruler.measureText(text).width;
    const said = at === null ? run.story.map(([, words]) => words) : [saidAt(run, Math.min(at, loaded - 1))];
    return new Map(said.map((words) => [words, linesOf(widthOf, words, this.width)]));
  }

  /** @param {number} top @param {number} ratio */
  arranged(top, ratio) {
    const { width, scene: { series } } = this;
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
    const at = this.aim(generation, elapsed);
    this.nameOn(pen, at);
    for (const { x, y, surface: sheet } of this.surfaces) {
      sheet.draw(at);
      pen.drawImage(sheet.canvas, this.x + x, this.y + y, sheet.width, sheet.height);
    }
  }

  /** @param {SvgPen} pen @param {number} generation */
  drawLines(pen, generation) {
    const at = this.aim(generation, Infinity);
    this.nameOn(pen.asPen, at);
    for (const { x, y, surface } of this.surfaces) {
      surface.place();
      pen.within(this.x + x, this.y + y, surface.ratio, () => {
        for (const panel of surface.panels) {
          panel.turned?.(at);
          panel.drawStatic(pen.asPen);
          panel.draw(pen.asPen, at);
        }
      });
    }
  }

  // Which of its generations that is, with the camera turned towards it.
  /** @param {number} generation @param {number} elapsed */
  aim(generation, elapsed) {
    const { scene, surfaces: [{ surface }] } = this;
    const at = Math.min(generation, scene.loaded - 1);
    surface.place();
    if (scene.focus(surface.panels[0].plot, at, this.following, elapsed)) surface.stale = true;
    return at;
  }

  /** @param {Pen} pen @param {number} at */
  nameOn(pen, at) {
    const { scene, alone, title, width, x, y } = this;
    if (alone) return;
    const { theme } = scene;
    write(pen, theme, fitted(pen, theme.font(14, 600), title, width), x, y + 14, { size: 14, weight: 600, alpha: 1 });
    this.tell(pen, at, x, y + NAME);
  }

  // The sentence of a generation.
  /** @param {Pen} pen @param {number} generation @param {number} x @param {number} y */
  tell(pen, generation, x, y) {
    const { scene, told, look } = this;
    const lines = told.get(saidAt(scene.run, Math.min(generation, scene.loaded - 1))) ?? [];
    pen.font = scene.theme.heading(look.size);
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.fillStyle = scene.theme.text;
    lines.forEach((line, i) => pen.fillText(line, x, y + (i + 0.78) * look.line));
  }
}

/** @param {Panel[]} panels @param {number} x @param {number} y @param {number} width @param {number} height @param {number} ratio @returns {Placed} */
function placed(panels, x, y, width, height, ratio) {
  const room = { width: Math.round(width), height: Math.round(height), ratio };
  const surface = new Surface(document.createElement("canvas"), room);
  surface.show(panels);
  return { x, y, surface, room };
}
