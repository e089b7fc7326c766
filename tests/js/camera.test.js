// Where the camera looks, and how it glides there.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Frames } from "#player/data/frames.js";
import { ease, fixedCamera, followingCamera, REACH, sameCamera } from "#player/panels/camera.js";

const plane = {
  dims: 2, components: 1, symbols: null, view: [-8, 12, -9, 9],
  ellipses: Float64Array.of(1, 2, 1, 0.5, 0.3, 0.4),
  frames: new Frames(),
};
plane.frames.add({ generation: 0, bounds: Float64Array.of(1, 0, 3, 2) });

const bars = { symbols: { truth: [0.25, 0.75] }, frames: new Frames() };
bars.frames.add({ generation: 0, shares: Uint16Array.of(65535 / 5, 0) });

test("the fixed camera shows the whole view at any shape of the plot", () => {
  assert.deepEqual(fixedCamera(plane, 1), { x: 2, y: 0, span: 20 });
  assert.deepEqual(fixedCamera(plane, 2), { x: 2, y: 0, span: 36 });
  assert.deepEqual(fixedCamera({ ...plane, dims: 1 }, 2), { x: 2, y: 0, span: 20 });
});

test("the following camera holds points and ellipses", () => {
  const { x, y, span } = followingCamera(plane, 0, 1, { x: 0, y: 0, span: 20 });
  const [wide, tall] = [REACH * 0.5, REACH * Math.hypot(0.3, 0.4)];
  assert.ok(Math.abs(x - 2) < 1e-12 && Math.abs(y - 1) < 1e-12);
  assert.ok(Math.abs(span - 1.3 * 2 * Math.max(wide, tall)) < 1e-12);
});

test("a cloud that has become one point leaves the span as it was", () => {
  const frames = new Frames();
  frames.add({ generation: 0, bounds: Float64Array.of(5, 5, 5, 5) });
  frames.add({ generation: 1, bounds: Float64Array.of(5, 5, 5 + 2 ** -50, 5) });
  const run = { ...plane, components: 0, frames };
  const now = { x: 0, y: 0, span: 7 };
  assert.deepEqual(followingCamera(run, 0, 1, now), { x: 5, y: 5, span: 7 });
  assert.equal(followingCamera(run, 1, 1, now).span, 7, "rounding is no size");
});

test("of bars the span is the share at the top", () => {
  assert.equal(fixedCamera(bars, 1).span, 1);
  assert.ok(Math.abs(followingCamera(bars, 0, 1, { x: 0, y: 0, span: 1 }).span - 0.84) < 1e-12);
});

test("easing glides, arrives, and keeps the target in sight on the way", () => {
  const target = { x: 3, y: -2, span: 1e-6 };
  let camera = { x: 0, y: 0, span: 20 };
  const first = ease(camera, target, 16);
  assert.ok(first.span < 20 && first.span > target.span);
  for (let frame = 0; frame < 300; frame++) {
    camera = ease(camera, target, 16);
    assert.ok(Math.hypot(camera.x - 3, camera.y + 2) < camera.span);
  }
  assert.ok(sameCamera(camera, target));
});

test("without any motion it is there at once", () => {
  const target = { x: 3, y: -2, span: 1 };
  assert.deepEqual(ease({ x: 0, y: 0, span: 20 }, target, Infinity), target);
});
