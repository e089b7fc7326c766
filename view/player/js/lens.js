// The part of the plane that is shown: centre and span (data units across the plot); fixed, or following the cloud.
import { aliveAt, cloudAt, sharesAt } from "./runs.js";

export const REACH = Math.sqrt(5.991); // 95% of a normal cloud lies inside
const MARGIN = 1.3;
const EASE_MS = 220;

// Of bars the span is the share at the top.
export function fixedLens(run, aspect) {
  if (run.symbols) return { x: 0, y: 0, span: 1 };
  const [xlo, xhi, ylo, yhi] = run.view;
  const height = run.dims > 1 ? yhi - ylo : 0;
  return { x: (xlo + xhi) / 2, y: (ylo + yhi) / 2, span: Math.max(xhi - xlo, height * aspect) };
}

export function followLens(run, generation, aspect, now) {
  if (run.symbols) return { x: 0, y: 0, span: Math.min(1, 1.12 * highest(run, generation)) };
  const [xlo, ylo, xhi, yhi] = extent(run, generation);
  const span = MARGIN * Math.max(xhi - xlo, (yhi - ylo) * aspect);
  // A cloud that has become one point has no size to follow: keep the last one.
  const smallest = 1e-13 * (Math.abs(xlo) + Math.abs(ylo));
  return { x: (xlo + xhi) / 2, y: (ylo + yhi) / 2, span: span > smallest ? span : now.span };
}

const highest = (run, generation) => Math.max(Math.max(...sharesAt(run, generation)) / 65535, ...run.symbols.truth);

function extent(run, generation) {
  const box = [...cloudAt(run, generation).bounds];
  for (const { x, y, l11, l21, l22 } of aliveAt(run, generation)) {
    const height = Math.hypot(l21, l22);
    box[0] = Math.min(box[0], x - REACH * l11);
    box[1] = Math.min(box[1], y - REACH * height);
    box[2] = Math.max(box[2], x + REACH * l11);
    box[3] = Math.max(box[3], y + REACH * height);
  }
  return box;
}

// One step of easing. The span moves in its logarithm; the centre moves with it as in a zoom about a fixed point,
// or a cloud a billion times smaller would be lost on the way.
export function ease(lens, target, elapsed) {
  const share = elapsed === Infinity ? 1 : 1 - Math.exp(-elapsed / EASE_MS);
  const left = Math.log(lens.span / target.span);
  const distance = Math.hypot(lens.x - target.x, lens.y - target.y);
  if (share === 1 || (Math.abs(left) < 2e-3 && distance < 1e-3 * target.span)) return { ...target };
  const kept = Math.abs(left) < 1e-6 ? 1 - share : Math.expm1(left * (1 - share)) / Math.expm1(left);
  return {
    x: target.x + (lens.x - target.x) * kept,
    y: target.y + (lens.y - target.y) * kept,
    span: target.span * Math.exp(left * (1 - share)),
  };
}

export const sameLens = (a, b) => a.x === b.x && a.y === b.y && a.span === b.span;
