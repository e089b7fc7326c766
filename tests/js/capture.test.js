// What is taken away says in letters, lines and an address what was shown.
import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, asWritten } from "#player/capture/address.js";
import { entriesOf, legendLine, legendRows } from "#player/canvas/legend.js";
import { SvgPen } from "#player/capture/svg_pen.js";
import { linesOf } from "#player/capture/words.js";

const six = (text) => 6 * text.length;
globalThis.document = { createElement: () => ({ getContext: () => ({ measureText: (text) => ({ width: six(text) }) }) }) };

test("a sentence is set in lines that fit, and nothing of it is lost", () => {
  const text = "By generation 200 this lineage has lost 78% of its variance.";
  const lines = linesOf(six, text, 120);
  assert.ok(lines.length > 2 && lines.every((line) => six(line) <= 120));
  assert.equal(lines.join(" "), text);
  assert.deepEqual(linesOf(six, "", 120), []);
});

test("a word that is longer than a line is parted", () => {
  const address = "http://copy.example/?preset=paper&seed=12345&pause=300";
  const lines = linesOf(six, address, 100);
  assert.ok(lines.every((line) => six(line) <= 100));
  assert.equal(lines.join(""), address);
});

test("the address gives the run and the frame, not how the page was shown", () => {
  const here = "https://copy.example/dice?preset=die&seed=4&present=yes&lock=seed&sidebar=no&autoplay=no&embed=true&embed_options=dark_theme&pause=3#top";
  assert.equal(addressOf(here, "", 40), "https://copy.example/dice?preset=die&seed=4&pause=40");
  assert.equal(addressOf(here, "", null), "https://copy.example/dice?preset=die&seed=4");
  assert.equal(addressOf("file:///report.html", "http://copy.example/?seed=4", 40), "http://copy.example/?seed=4&pause=40");
  assert.equal(addressOf("file:///report.html", "", 40), "", "nobody knows where");
});

test("an address that nobody can type is not written into the picture", () => {
  assert.equal(asWritten("http://copy.example/?seed=4"), "copy.example/?seed=4");
  assert.equal(asWritten(`http://copy.example/?words=${"a".repeat(400)}`), "");
});

test("the legend names what is drawn, and no more", () => {
  const run = { symbols: null, galleries: [], components: 3, dims: 2, lines: null, body: [new Float32Array(6)] };
  assert.deepEqual(entriesOf(run).map(({ mark }) => mark), ["ghost", "dot", "line", "dashes", "shade", "cross"]);
  assert.deepEqual(entriesOf({ ...run, components: 1 }).map(({ mark }) => mark), ["ghost", "dot", "line", "dashes", "shade"]);
  assert.deepEqual(entriesOf({ ...run, components: 0, body: [] }).map(({ mark }) => mark), ["ghost", "dot"]);
  assert.deepEqual(entriesOf({ ...run, galleries: [{}] }), []);
  assert.deepEqual(entriesOf({ ...run, symbols: {} }).map(({ text }) => text), ["real data", "this generation"]);
  const rows = legendRows(six, entriesOf(run), 260);
  assert.deepEqual(rows.flat().map(({ text }) => text), entriesOf(run).map(({ text }) => text));
  assert.ok(rows.length > 1 && rows.every(([{ x }]) => x === 0));
});

test("in a picture it is one line, as long as there is room", () => {
  const run = { symbols: null, galleries: [], components: 3, dims: 2, lines: null, body: [new Float32Array(6)] };
  const inside = (room) => legendLine(six, entriesOf(run), room).map(({ text }) => text);
  const all = ["real data", "this generation", "95% of each group", "the same in generation 0", "tail: their rarest 5%", "gone"];
  assert.deepEqual(inside(1000), all);
  assert.deepEqual(inside(290), ["real data", "now", "95%", "tail", "gone"]);
  assert.deepEqual(inside(370), ["real data", "now", "95%", "at first", "tail", "gone"]);
  assert.deepEqual(inside(450), ["real data", "this generation", "95%", "at first", "tail", "gone"]);
  assert.deepEqual(inside(100), ["real data"]);
  assert.deepEqual(inside(20), []);
});

test("a drawing holds lines where they were drawn, and closes what it opened", () => {
  const pen = new SvgPen(200, 100);
  pen.within(50, 20, 4, () => {
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, 10, 10);
    pen.clip();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.beginPath();
    pen.moveTo(40, 40);
    pen.lineTo(80, 40);
    pen.lineWidth = 4;
    pen.stroke();
    pen.restore();
  });
  pen.fillText("a < b & \"c\"", 3, 4);
  const drawn = pen.drawing("It forgets.");
  assert.match(drawn, /d="M60 30L70 30"[^>]* stroke-width="1"/, "four pixels of the surface are one of the drawing");
  assert.match(drawn, /M50 20L60 20L60 30L50 30Z/);
  assert.ok(drawn.includes(">a &#60; b &#38; &#34;c&#34;</text>"));
  assert.equal(drawn.match(/<g/g).length, drawn.match(/<\/g>/g).length);
  assert.deepEqual(pen.matrix, [1, 0, 0, 1, 0, 0]);
});

test("an ellipse goes through its four ends", () => {
  const pen = new SvgPen(200, 100);
  pen.transform(30, 0, 0, 10, 100, 50);
  pen.beginPath();
  pen.arc(0, 0, 1, 0, 2 * Math.PI);
  const ends = pen.path.match(/[MC][^MC]*/g).map((part) => part.slice(1).split(" ").slice(-2).map(Number));
  assert.deepEqual(ends, [[130, 50], [100, 60], [70, 50], [100, 40], [130, 50]]);
});
