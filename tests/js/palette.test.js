// The colours of a GIF, and the numbers that pixels become.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Palette } from "#player/capture/palette.js";

const pixelsOf = (...colours) => Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255]));

const RED = [200, 0, 0];
const INK = [16, 32, 48];
const PAPER = [255, 255, 255];

test("a few colours are kept as they are", () => {
  const palette = new Palette([pixelsOf(RED, PAPER), pixelsOf(PAPER, INK, PAPER)]);
  assert.deepEqual(new Set(palette.colours.map(String)), new Set([RED, INK, PAPER].map(String)));
});

test("pixels become the numbers of their colours", () => {
  const pixels = pixelsOf(PAPER, RED, INK, RED);
  const palette = new Palette([pixels]);
  const back = [...palette.numbers(pixels)].map((number) => palette.colours[number]);
  assert.deepEqual(back, [PAPER, RED, INK, RED]);
});

test("a colour that was not there becomes the nearest", () => {
  const palette = new Palette([pixelsOf(RED, PAPER, INK)]);
  const [number] = palette.numbers(pixelsOf([170, 30, 10]));
  assert.deepEqual(palette.colours[number], RED);
});

test("of too many colours 255 are left, none far from its own", () => {
  const colours = Array.from({ length: 4096 }, (_, i) => [(i >> 8) * 17, ((i >> 4) & 15) * 17, (i & 15) * 17]);
  const pixels = pixelsOf(...colours);
  const palette = new Palette([pixels]);
  assert.equal(palette.colours.length, 255);
  const numbers = palette.numbers(pixels);
  const apart = colours.map((colour, i) => Math.max(...colour.map((shade, c) => Math.abs(shade - palette.colours[numbers[i]][c]))));
  assert.ok(Math.max(...apart) <= 34, "two steps of seventeen");
});

test("alike colours become their mean, by how often they are there", () => {
  const { colours } = new Palette([pixelsOf([8, 8, 8], [8, 8, 8], [8, 8, 8], [12, 8, 8])]);
  assert.deepEqual(colours, [[9, 8, 8]]);
});
