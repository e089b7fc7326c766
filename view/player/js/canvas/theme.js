// Colours and type from the page around; palettes after Okabe and Ito, darkened or lightened to stand out.
const ON_LIGHT = ["#0072b2", "#d55e00", "#00875f", "#b0508f", "#9a6a00", "#2b8fc7", "#6b4c9a", "#4d4d4d", "#a8323e", "#6f7d00"];
const ON_DARK = ["#56a9e8", "#f08a4b", "#2fc79b", "#e59ccb", "#ecb53c", "#9bd8f7", "#b9a3f2", "#c9c9c9", "#f3838c", "#d8e05a"];

// Points, inner radius (1: a polygon) and turn of the mark at each component's mean: shape says what colour says.
const MARKS = [
  [24, 1, 0], [4, 1, 0.125], [3, 1, 0], [4, 1, 0], [3, 1, 0.5],
  [4, 0.4, 0], [5, 1, 0], [3, 0.4, 0], [6, 1, 0], [5, 0.45, 0],
];

/** @typedef {ReturnType<typeof readTheme>} Theme */
/** @import { Pen } from "./surface.js" */

/** @param {Element} element */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name, /** @type {string} */ fallback) => {
    const value = style.getPropertyValue(name).trim();
    return value && value !== "unset" ? value : fallback;
  };
  const background = read("--st-background-color", "#ffffff");
  const dark = luminance(background) < 0.4;
  const text = read("--st-text-color", dark ? "#f4f4f2" : "#26272b");
  const listed = read("--st-chart-categorical-colors", "");
  return {
    background,
    text,
    inkBytes: bytesOf(text),
    paperBytes: bytesOf(background),
    line: read("--st-border-color", dark ? "#44464d" : "#d9dadd"),
    accent: read("--st-primary-color", dark ? "#56a9e8" : "#0072b2"),
    hues: listed ? listed.split(/,(?![^(]*\))/).map((hue) => hue.trim()) : dark ? ON_DARK : ON_LIGHT,
    font: (/** @type {number} */ size, weight = 400) => `${weight} ${size}px ${style.fontFamily}`,
    heading: (/** @type {number} */ size) => `600 ${size}px ${read("--st-heading-font", "Georgia, serif")}`,
    dark,
  };
}

// The same on white paper.
/** @param {Theme} theme @returns {Theme} */
export function onPaper(theme) {
  const white = { background: "#ffffff", paperBytes: bytesOf("#ffffff") };
  if (!theme.dark) return { ...theme, ...white };
  const ink = { text: "#26231e", inkBytes: bytesOf("#26231e"), line: "#ddd7ca", accent: "#9c3b2e" };
  return { ...theme, ...white, ...ink, hues: ON_LIGHT, dark: false };
}

/** @param {Theme} theme @param {number} component */
export const hueOf = (theme, component) => theme.hues[component % theme.hues.length];

/** @param {OffscreenCanvas} canvas */
const offscreenPen = (canvas) => /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));

/** @param {string} colour */
function bytesOf(colour) {
  const context = offscreenPen(new OffscreenCanvas(1, 1));
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

/** @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = bytesOf(colour);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

/** @type {WeakMap<object, { colour: string, radius: number, opacity: number }>} */
const dots = new WeakMap();

// What dot a sprite shows, for a pen that has no pixels.
/** @param {object} sprite */
export const dotOf = (sprite) => dots.get(sprite);

// A soft round dot, rendered once and stamped for every point.
/** @param {string} colour @param {number} radius @param {number} opacity */
export function dotSprite(colour, radius, opacity) {
  const size = Math.ceil(radius * 2 + 2);
  const sprite = new OffscreenCanvas(size, size);
  const context = offscreenPen(sprite);
  context.globalAlpha = opacity;
  context.fillStyle = colour;
  context.arc(size / 2, size / 2, radius, 0, 7);
  context.fill();
  dots.set(sprite, { colour, radius, opacity });
  return sprite;
}

/** @param {Pen} context @param {number} component @param {number} x @param {number} y @param {number} radius @param {Theme} theme */
export function drawMark(context, component, x, y, radius, theme) {
  const [points, inner, turn] = MARKS[component % MARKS.length];
  const corners = inner < 1 ? points * 2 : points;
  context.beginPath();
  for (let i = 0; i < corners; i++) {
    const reach = radius * (inner < 1 && i % 2 ? inner : points === 3 || inner < 1 ? 1.3 : 1);
    const angle = 2 * Math.PI * (i / corners + turn) - Math.PI / 2;
    context.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  context.closePath();
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = theme.background;
  context.stroke();
  context.fillStyle = hueOf(theme, component);
  context.fill();
}
