// Playing is time based, on either axis.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock, fractionOf, generationAt } from "#player/playback/clock.js";

const everyGeneration = { wait: "16", stride: "1" };

test("a frame of a 60 Hz screen is a generation, and no less", () => {
  const clock = new Clock();
  for (let frame = 0; frame < 60; frame++) clock.advance(1000 / 60, everyGeneration, 200, Infinity);
  assert.equal(clock.position, 60);
});

test("a slow machine drops frames, and the clock holds", () => {
  const clock = new Clock();
  for (let frame = 0; frame < 10; frame++) clock.advance(100, everyGeneration, 200, Infinity);
  assert.equal(clock.position, 60);
});

test("less than a period is owed, not lost", () => {
  const clock = new Clock();
  const slow = { wait: "100", stride: "5" };
  clock.advance(60, slow, 200, Infinity);
  assert.equal(clock.position, 0);
  clock.advance(60, slow, 200, Infinity);
  assert.equal(clock.position, 5);
  assert.equal(clock.owed, 20);
});

test("after a long rest it goes on by half a second at most", () => {
  const clock = new Clock();
  clock.advance(60_000, everyGeneration, 5000, Infinity);
  assert.equal(clock.position, 30);
});

test("it waits at the edge of what has arrived", () => {
  const clock = new Clock();
  clock.advance(500, everyGeneration, 200, 7);
  assert.equal(clock.position, 7);
});

test("on the log axis a whole run takes eleven seconds", () => {
  const clock = new Clock();
  const swept = { wait: "16", stride: "log" };
  for (let frame = 0; frame < 330; frame++) clock.advance(1000 / 60, swept, 2000, Infinity);
  assert.ok(Math.abs(clock.position - (Math.sqrt(2001) - 1)) < 1e-9);
  for (let frame = 0; frame < 330; frame++) clock.advance(1000 / 60, swept, 2000, Infinity);
  assert.ok(Math.abs(clock.position - 2000) < 1e-6);
});

test("a place on the axis leads back to its generation", () => {
  assert.equal(fractionOf(50, 200, false), 0.25);
  assert.ok(Math.abs(fractionOf(9, 99, true) - 0.5) < 1e-15);
  assert.equal(fractionOf(0, 0, true), 0);
  for (const logarithmic of [false, true]) {
    for (const generation of [0, 1, 17, 2000]) {
      const back = generationAt(fractionOf(generation, 2000, logarithmic), 2000, logarithmic);
      assert.ok(Math.abs(back - generation) < 1e-9);
    }
  }
});

test("what lies outside of the axis is its end", () => {
  assert.equal(generationAt(-0.1, 200, false), 0);
  assert.ok(Math.abs(generationAt(1.2, 200, true) - 200) < 1e-9);
});
