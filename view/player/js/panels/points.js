// Stamps one cloud, component by component, on whole device pixels.
import { dotSprite, hueOf } from "../canvas/theme.js";
/** @import { Box, Pen } from "../canvas/surface.js" */
/** @import { Theme } from "../canvas/theme.js" */
/** @import { Frame } from "../data/frames.js" */

export const SQUARE = 65535; // a quantised coordinate at the far end of its bounds

export class Stamps {
  /** @type {Map<number, OffscreenCanvas>} */ hues = new Map();

  /** @param {Theme} theme @param {number} points @param {number} ratio */
  constructor(theme, points, ratio, scale = 1) {
    this.radius = Math.min(2.6, Math.max(1.3, 2.1 * (1000 / points) ** 0.25)) * ratio * scale;
    this.theme = theme;
    this.ghost = dotSprite(theme.text, this.radius, theme.dark ? 0.26 : 0.17);
  }

  /** @param {number} component */
  of(component) {
    const sprite = this.hues.get(component) ?? dotSprite(hueOf(this.theme, component), this.radius, 0.6);
    this.hues.set(component, sprite);
    return sprite;
  }
}

// `place` turns a cloud into { x0, dx, yAt(i) } in device pixels: a point i lies at x0 + dx * its first coordinate.
/**
 * @param {Pen} context @param {Frame} cloud @param {number} dims
 * @param {{ x0: number, dx: number, yAt: (i: number) => number }} place
 * @param {(component: number) => OffscreenCanvas} spriteOf @param {Box} plot @param {number} ratio
 */
export function stampCloud(context, cloud, dims, place, spriteOf, plot, ratio) {
  const { x0, dx, yAt } = place;
  const [left, top] = [plot.x * ratio, plot.y * ratio];
  const [right, bottom] = [left + plot.width * ratio, top + plot.height * ratio];
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  let i = 0;
  cloud.counts.forEach((count, component) => {
    const sprite = spriteOf(component);
    const half = sprite.width / 2;
    for (const end = i + count; i < end; i++) {
      const x = x0 + dx * cloud.points[i * dims];
      const y = yAt(i);
      if (x > left - half && x < right + half && y > top - half && y < bottom + half) {
        context.drawImage(sprite, Math.round(x - half), Math.round(y - half));
      }
    }
  });
  context.restore();
}

// Where the quantised coordinates of one axis fall: origin and step in device pixels, in double precision.
/** @param {number} low @param {number} high @param {number} centre @param {number} scale @param {number} middle @returns {[number, number]} */
export function axisPlacing(low, high, centre, scale, middle) {
  return [middle + (low - centre) * scale, ((high - low) * scale) / SQUARE];
}
