// A GIF is read back to exactly the pixels and times that were put in.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Gif } from "#player/capture/gif.js";
import { Palette } from "#player/capture/palette.js";
import { read } from "./gif_decoder.js";

const [WIDTH, HEIGHT] = [40, 30];

/** Pixels by a function of their place, which gives a shade of grey. */
function drawn(shadeAt, width = WIDTH, height = HEIGHT) {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const shade = shadeAt(i % width, Math.floor(i / width));
    pixels.set([shade, shade, shade, 255], 4 * i);
  }
  return pixels;
}

async function film(frames, width = WIDTH, height = HEIGHT) {
  const gif = new Gif(width, height, new Palette(frames.map(({ pixels }) => pixels)));
  for (const { pixels, hundredths } of frames) gif.add(pixels, hundredths);
  const blob = gif.blob();
  assert.equal(blob.type, "image/gif");
  return read(new Uint8Array(await blob.arrayBuffer()));
}

const shadesOf = ({ colours }, { numbers }) => Array.from(numbers, (number) => colours[number][0]);
const shadesIn = (pixels) => Array.from({ length: pixels.length / 4 }, (_, i) => pixels[4 * i]);

const square = (x0) => drawn((x, y) => (x >= x0 && x < x0 + 5 && y > 9 && y < 15 ? 0 : 248));

test("every frame comes back, though only what has changed was written", async () => {
  const frames = [0, 7, 20].map((x) => ({ pixels: square(x), hundredths: 7 }));
  const got = await film(frames);
  assert.deepEqual([got.signature, got.width, got.height, got.loops, got.rest], ["GIF89a", WIDTH, HEIGHT, 0, 0]);
  assert.deepEqual(got.frames.map(({ hundredths }) => hundredths), [7, 7, 7]);
  got.frames.forEach((frame, i) => assert.deepEqual(shadesOf(got, frame), shadesIn(frames[i].pixels)));
});

test("a frame like the one before only prolongs it", async () => {
  const frames = [[0, 10], [0, 11], [9, 12], [9, 13]].map(([x, hundredths]) => ({ pixels: square(x), hundredths }));
  const got = await film(frames);
  assert.deepEqual(got.frames.map(({ hundredths }) => hundredths), [21, 25]);
});

test("noise fills the table of codes and begins it anew", async () => {
  let state = 1;
  const noise = () => (state = (state * 16807) % 2147483647) % 32 * 8;
  const pixels = drawn(noise, 200, 160);
  const got = await film([{ pixels, hundredths: 5 }], 200, 160);
  assert.deepEqual(shadesOf(got, got.frames[0]), shadesIn(pixels));
});

test("one colour, and one pixel, are written as well", async () => {
  for (const [width, height] of [[1, 1], [300, 300]]) {
    const pixels = drawn(() => 96, width, height);
    const got = await film([{ pixels, hundredths: 3 }], width, height);
    assert.deepEqual(new Set(shadesOf(got, got.frames[0])), new Set([96]));
  }
});

test("its size is told while it grows", () => {
  const pixels = square(0);
  const gif = new Gif(WIDTH, HEIGHT, new Palette([pixels]));
  const bare = gif.size;
  gif.add(pixels, 5);
  gif.add(square(9), 5);
  assert.ok(gif.size > bare);
});
