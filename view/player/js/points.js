// Stamps one cloud, component by component, on whole device pixels.
import { dotSprite, hueOf } from "./theme.js";

export const SQUARE = 65535; // a quantised coordinate at the far end of its bounds

export class Stamps {
  constructor(theme, points, ratio, scale = 1) {
    this.radius = Math.min(2.6, Math.max(1.3, 2.1 * (1000 / points) ** 0.25)) * ratio * scale;
    this.theme = theme;
    this.ghost = dotSprite(theme.text, this.radius, theme.dark ? 0.26 : 0.17);
    this.hues = new Map();
  }

  of(component) {
    if (!this.hues.has(component)) this.hues.set(component, dotSprite(hueOf(this.theme, component), this.radius, 0.6));
    return this.hues.get(component);
  }
}

// `place` turns a cloud into { x0, dx, yAt(i) } in device pixels: a point i lies at x0 + dx * its first coordinate.
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
export function axisPlacing(low, high, centre, scale, middle) {
  return [middle + (low - centre) * scale, ((high - low) * scale) / SQUARE];
}
