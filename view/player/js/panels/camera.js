// The part of the plane that is shown: centre and span (data units across the plot); fixed, or following the cloud.
import { aliveAt, cloudAt, sharesAt } from "../data/runs.js";
/** @import { Run } from "../data/runs.js" */

/** @typedef {{ x: number, y: number, span: number }} Camera */

export const REACH = Math.sqrt(5.991); // 95% of a normal cloud lies inside
const MARGIN = 1.3;
const EASE_MS = 220;

// Of bars the span is the share at the top.
/** @param {Run} run @param {number} aspect @returns {Camera} */
export function fixedCamera(run, aspect) {
  if (run.symbols) return { x: 0, y: 0, span: 1 };
  const [xlo, xhi, ylo, yhi] = run.view;
  const height = run.dims > 1 ? yhi - ylo : 0;
  return { x: (xlo + xhi) / 2, y: (ylo + yhi) / 2, span: Math.max(xhi - xlo, height * aspect) };
}

/** @param {Run} run @param {number} generation @param {number} aspect @param {Camera} now @returns {Camera} */
export function followingCamera(run, generation, aspect, now) {
  if (run.symbols) return { x: 0, y: 0, span: Math.min(1, 1.12 * highest(run, generation)) };
  const [xlo, ylo, xhi, yhi] = extent(run, generation);
  const span = MARGIN * Math.max(xhi - xlo, (yhi - ylo) * aspect);
  // A cloud that has become one point has no size to follow: keep the last one.
  const smallest = 1e-13 * (Math.abs(xlo) + Math.abs(ylo));
  return { x: (xlo + xhi) / 2, y: (ylo + yhi) / 2, span: span > smallest ? span : now.span };
}

/** @param {Run} run @param {number} generation */
function highest(run, generation) {
  return Math.max(Math.max(...sharesAt(run, generation)) / 65535, ...(run.symbols?.truth ?? []));
}

/** @param {Run} run @param {number} generation */
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
/** @param {Camera} camera @param {Camera} target @param {number} elapsed @returns {Camera} */
export function ease(camera, target, elapsed) {
  const share = elapsed === Infinity ? 1 : 1 - Math.exp(-elapsed / EASE_MS);
  const left = Math.log(camera.span / target.span);
  const distance = Math.hypot(camera.x - target.x, camera.y - target.y);
  if (share === 1 || (Math.abs(left) < 2e-3 && distance < 1e-3 * target.span)) return { ...target };
  const kept = Math.abs(left) < 1e-6 ? 1 - share : Math.expm1(left * (1 - share)) / Math.expm1(left);
  return {
    x: target.x + (camera.x - target.x) * kept,
    y: target.y + (camera.y - target.y) * kept,
    span: target.span * Math.exp(left * (1 - share)),
  };
}

/** @param {Camera} a @param {Camera} b */
export const sameCamera = (a, b) => a.x === b.x && a.y === b.y && a.span === b.span;
