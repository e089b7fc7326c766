// The 255 colours that do most justice to some frames, by median cut; a frame's pixels become their numbers.
const BINS = 1 << 15;
const COLOURS = 255;
const SHADES = [0, 1, 2];
/** @import { Pixels } from "./gif.js" */

/** @typedef {{ n: number, mean: number[] }} Bin alike colours: how many pixels have them, and their mean */
/** @typedef {{ bins: Bin[], shade: number, weight: number }} ColourBox some of them, and the shade in which they differ most */

/** @param {Pixels} pixels @param {number} i */
const binOf = (pixels, i) => ((pixels[i] >> 3) << 10) | ((pixels[i + 1] >> 3) << 5) | (pixels[i + 2] >> 3);

export class Palette {
  known = new Int16Array(BINS).fill(-1);

  /** @param {Pixels[]} frames */
  constructor(frames) {
    const boxes = [boxOf(counted(frames))];
    while (boxes.length < COLOURS) {
      const widest = boxes.reduce((a, b) => (b.weight > a.weight ? b : a));
      if (!widest.weight) break;
      boxes.splice(boxes.indexOf(widest), 1, ...halves(widest));
    }
    this.colours = boxes.map(({ bins }) => meanOf(bins));
  }

  /** @param {Pixels} pixels */
  numbers(pixels) {
    const numbers = new Uint8Array(pixels.length / 4);
    for (let i = 0; i < numbers.length; i++) {
      const bin = binOf(pixels, 4 * i);
      if (this.known[bin] < 0) this.known[bin] = this.nearest(pixels.subarray(4 * i, 4 * i + 3));
      numbers[i] = this.known[bin];
    }
    return numbers;
  }

  /** @param {Pixels} colour */
  nearest(colour) {
    const distances = this.colours.map((own) => SHADES.reduce((sum, c) => sum + (own[c] - colour[c]) ** 2, 0));
    return distances.indexOf(Math.min(...distances));
  }
}

// Alike colours together: how many pixels they have, and the sum of their shades.
/** @param {Pixels[]} frames */
function counted(frames) {
  const count = new Float64Array(BINS);
  const sums = SHADES.map(() => new Float64Array(BINS));
  for (const pixels of frames) {
    for (let i = 0; i < pixels.length; i += 4) {
      const bin = binOf(pixels, i);
      count[bin] += 1;
      for (const c of SHADES) sums[c][bin] += pixels[i + c];
    }
  }
  /** @type {Bin[]} */
  const bins = [];
  count.forEach((n, bin) => n && bins.push({ n, mean: SHADES.map((c) => sums[c][bin] / n) }));
  return bins;
}

/** @param {Bin[]} bins @returns {ColourBox} */
function boxOf(bins) {
  const spans = SHADES.map((c) => spanOf(bins, c));
  const longest = Math.max(...spans);
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return { bins, shade: spans.indexOf(longest), weight: longest * Math.sqrt(n) };
}

/** @param {Bin[]} bins @param {number} c */
function spanOf(bins, c) {
  const means = bins.map(({ mean }) => mean[c]);
  return bins.length > 1 ? means.reduce((a, b) => Math.max(a, b)) - means.reduce((a, b) => Math.min(a, b)) : 0;
}

// As many pixels on either side, and at least one colour.
/** @param {ColourBox} box */
function halves({ bins, shade }) {
  const sorted = [...bins].sort((a, b) => a.mean[shade] - b.mean[shade]);
  const half = sorted.reduce((sum, bin) => sum + bin.n, 0) / 2;
  let [at, below] = [0, 0];
  while (at < sorted.length - 1 && (at === 0 || below + sorted[at].n <= half)) below += sorted[at++].n;
  return [boxOf(sorted.slice(0, at)), boxOf(sorted.slice(at))];
}

/** @param {Bin[]} bins */
function meanOf(bins) {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return SHADES.map((c) => Math.round(bins.reduce((sum, bin) => sum + bin.n * bin.mean[c], 0) / n));
}
