// A pen that writes down as SVG what a canvas's pen would draw: as much of it as the panels use.
import { penOf } from "../canvas/surface.js";
import { dotOf } from "../canvas/theme.js";
/** @import { Pen } from "../canvas/surface.js" */

/** @typedef {[a: number, b: number, c: number, d: number, e: number, f: number]} Matrix */
/** @typedef {Pick<SvgPen, typeof KEPT_STYLE[number]>} Style */

const KEPT_STYLE = /** @type {const} */ ([
  "font", "textAlign", "textBaseline", "lineWidth", "lineJoin", "lineCap", "strokeStyle", "fillStyle", "globalAlpha",
  "imageSmoothingEnabled", "dash", "matrix", "groups",
]);
const QUARTER = Math.PI / 2;
const ANCHORS = { left: "start", center: "middle", right: "end" };
const FONT = /^(\d+) ([\d.]+)px (.+)$/;

/** @param {Matrix} first @param {Matrix} then @returns {Matrix} */
const product = ([a, b, c, d, e, f], [g, h, i, j, k, l]) => [
  a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f,
];
/** @param {number} value */
const short = (value) => String(Number(value.toFixed(2)));
/** @param {unknown} text */
export const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

let drawings = 0; // several may stand in one page

export class SvgPen {
  font = "400 12px sans-serif";
  textAlign = "left";
  textBaseline = "alphabetic";
  lineWidth = 1;
  lineJoin = "miter";
  lineCap = "butt";
  strokeStyle = "#000";
  fillStyle = "#000";
  globalAlpha = 1;
  imageSmoothingEnabled = true;
  /** @type {number[]} */ dash = [];
  /** @type {Matrix} */ matrix = [1, 0, 0, 1, 0, 0];
  /** @type {Matrix} */ base = [1, 0, 0, 1, 0, 0];
  groups = 0;
  path = "";
  clips = 0;
  /** @type {Style[]} */ kept = [];
  /** @type {string[]} */ written = [];
  dots = ""; // what the dots look like that were written last

  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.name = `drawing${++drawings}`;
    this.ruler = penOf(document.createElement("canvas"));
  }

  /** @returns {Pen} */
  get asPen() {
    return /** @type {Pen} */ (/** @type {unknown} */ (this));
  }

  // Whatever is drawn meanwhile lies in a box of its own, each unit of which counts `ratio` pixels.
  /** @param {number} x @param {number} y @param {number} ratio @param {() => void} draw */
  within(x, y, ratio, draw) {
    this.save();
    this.base = [1 / ratio, 0, 0, 1 / ratio, x, y];
    this.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw();
    this.base = [1, 0, 0, 1, 0, 0];
    this.restore();
  }

  /** @param {string} tag */
  write(tag, dots = "") {
    if (this.dots && this.dots !== dots) this.written.push("</g>");
    if (dots && this.dots !== dots) this.written.push(`<g ${dots}>`);
    this.dots = dots;
    this.written.push(tag);
  }

  save() {
    this.kept.push(/** @type {Style} */ (Object.fromEntries(KEPT_STYLE.map((name) => [name, this[name]]))));
    this.groups = 0;
  }

  restore() {
    for (; this.groups > 0; this.groups--) this.write("</g>");
    Object.assign(this, this.kept.pop());
  }

  clip() {
    const id = `${this.name}-${++this.clips}`;
    this.write(`<clipPath id="${id}"><path d="${this.path}"/></clipPath><g clip-path="url(#${id})">`);
    this.groups += 1;
  }

  /** @param {Matrix} matrix */
  setTransform(...matrix) {
    this.matrix = product(this.base, matrix);
  }

  /** @param {Matrix} matrix */
  transform(...matrix) {
    this.matrix = product(this.matrix, matrix);
  }

  get scale() {
    const [a, b, c, d] = this.matrix;
    return Math.sqrt(Math.abs(a * d - b * c));
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  at(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  }

  /** @param {number} x @param {number} y */
  place(x, y) {
    return this.at(x, y).map(short).join(" ");
  }

  beginPath() {
    this.path = "";
  }

  closePath() {
    this.path += "Z";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${this.place(x, y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${this.place(x, y)}`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.moveTo(x, y);
    for (const [across, down] of [[width, 0], [width, height], [0, height]]) this.lineTo(x + across, y + down);
    this.closePath();
  }

  // A curve for each quarter of it; a turn and more is one turn.
  /** @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to */
  arc(x, y, radius, from, to) {
    const turn = Math.min(to - from, 4 * QUARTER);
    const count = Math.ceil(turn / QUARTER - 1e-9);
    const step = turn / count;
    const reach = (4 / 3) * Math.tan(step / 4);
    const on = (/** @type {number} */ angle, along = 0) =>
      this.place(x + radius * (Math.cos(angle) - along * Math.sin(angle)), y + radius * (Math.sin(angle) + along * Math.cos(angle)));
    this.path += `${this.path ? "L" : "M"}${on(from)}`;
    for (let i = 0; i < count; i++) {
      const [begin, end] = [from + i * step, from + (i + 1) * step];
      this.path += `C${on(begin, reach)} ${on(end, -reach)} ${on(end)}`;
    }
  }

  stroke() {
    if (!this.path) return;
    const { strokeStyle, lineWidth, lineJoin, lineCap, dash, scale } = this;
    const dashes = dash.length ? ` stroke-dasharray="${dash.map((length) => short(length * scale)).join(" ")}"` : "";
    const ends = `${lineJoin === "miter" ? "" : ` stroke-linejoin="${lineJoin}"`}${lineCap === "butt" ? "" : ` stroke-linecap="${lineCap}"`}`;
    this.write(`<path d="${this.path}" fill="none" stroke="${escaped(strokeStyle)}" stroke-width="${short(lineWidth * scale)}"${ends}${dashes}${this.faintness("stroke")}/>`);
  }

  /** @param {CanvasFillRule} rule */
  fill(rule = "nonzero") {
    const holes = rule === "evenodd" ? ' fill-rule="evenodd"' : "";
    if (this.path && this.globalAlpha > 0) this.write(`<path d="${this.path}" fill="${escaped(this.fillStyle)}"${holes}${this.faintness("fill")}/>`);
  }

  /** @param {"fill" | "stroke"} what */
  faintness(what) {
    return this.globalAlpha < 1 ? ` ${what}-opacity="${short(this.globalAlpha)}"` : "";
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    const { path } = this;
    this.path = "";
    this.rect(x, y, width, height);
    this.fill();
    this.path = path;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    const { path } = this;
    this.path = "";
    this.rect(x, y, width, height);
    this.stroke();
    this.path = path;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /** @param {string} text */
  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.text(text, x, y, `fill="${escaped(this.fillStyle)}"${this.faintness("fill")}`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    const { strokeStyle, lineWidth, scale } = this;
    this.text(text, x, y, `fill="none" stroke="${escaped(strokeStyle)}" stroke-width="${short(lineWidth * scale)}" stroke-linejoin="round"`);
  }

  // It stays text: whoever opens the drawing can edit it.
  /** @param {string} text @param {number} x @param {number} y @param {string} look */
  text(text, x, y, look) {
    const [, weight, size, family] = FONT.exec(this.font) ?? ["", "400", "12", "sans-serif"];
    const lower = this.textBaseline === "middle" ? 0.35 * Number(size) : 0;
    const [left, top] = this.at(x, y + lower).map(short);
    const anchor = ANCHORS[/** @type {keyof typeof ANCHORS} */ (this.textAlign)];
    this.write(`<text x="${left}" y="${top}" font-family="${escaped(family)}" font-size="${short(Number(size) * this.scale)}" font-weight="${weight}" text-anchor="${anchor}" ${look}>${escaped(text)}</text>`);
  }

  // A dot is a circle, and whatever else is made of pixels stays so.
  /** @param {HTMLCanvasElement | OffscreenCanvas} image @param {number} x @param {number} y */
  drawImage(image, x, y, width = image.width, height = image.height) {
    const dot = dotOf(image);
    if (dot) {
      const [left, top] = this.at(x + image.width / 2, y + image.height / 2).map(short);
      return this.write(`<circle cx="${left}" cy="${top}" r="${short(dot.radius * this.scale)}"/>`, `fill="${escaped(dot.colour)}" fill-opacity="${short(dot.opacity)}"`);
    }
    const [left, top] = this.at(x, y).map(short);
    const [across, down] = [width, height].map((length) => short(length * this.scale));
    const source = /** @type {HTMLCanvasElement} */ (image).toDataURL();
    const sharp = this.imageSmoothingEnabled ? "" : ' style="image-rendering: pixelated"';
    this.write(`<image x="${left}" y="${top}" width="${across}" height="${down}" preserveAspectRatio="none" href="${source}"${sharp}/>`);
  }

  // A place that leads elsewhere.
  /** @param {string} address @param {number} x @param {number} y @param {number} width @param {number} height */
  link(address, x, y, width, height) {
    this.write(`<a href="${escaped(address)}"><rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="#fff" fill-opacity="0"/></a>`);
  }

  /** @param {string} title */
  drawing(title) {
    this.write("");
    const [width, height] = [this.width, this.height].map(short);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMin" role="img"><title>${escaped(title)}</title>${this.written.join("")}</svg>`;
  }
}
