// Bytes become a chunk: by hand as `chunk.js` describes it, and as the codec in Python packs it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decode } from "#player/data/decode.js";

const ALIGNED = 8;

/** A chunk with this header and arrays; `shift` bytes stand before it in the memory that it is a view of. */
function packed(header, arrays, shift = 0) {
  const layout = [];
  const parts = [];
  let offset = 0;
  for (const [name, [type, shape, numbers]] of Object.entries(arrays)) {
    layout.push([name, type, shape, offset]);
    parts.push([offset, new Uint8Array(numbers.buffer)]);
    offset = Math.ceil((offset + numbers.byteLength) / ALIGNED) * ALIGNED;
  }
  const text = new TextEncoder().encode(JSON.stringify({ ...header, arrays: layout }));
  const start = Math.ceil((8 + text.length) / ALIGNED) * ALIGNED;
  const bytes = new Uint8Array(shift + start + offset).subarray(shift);
  bytes.set(new TextEncoder().encode("CCP1"));
  new DataView(bytes.buffer, shift).setUint32(4, text.length, true);
  bytes.set(text, 8);
  for (const [place, part] of parts) bytes.set(part, start + place);
  return bytes;
}

const ARRAYS = {
  series: ["f8", [1, 3], Float64Array.of(0.5, NaN, 3)],
  keyframes: ["u4", [2], Uint32Array.of(0, 70_000)],
  pictures: ["u1", [3], Uint8Array.of(0, 128, 255)],
  cloud: ["u2", [1, 2, 2], Uint16Array.of(1, 2, 65535, 4)],
};

for (const shift of [0, 1, 4]) {
  test(`a chunk that lies ${shift} bytes further on is read all the same`, () => {
    const chunk = decode(packed({ run: "a – b", from: 3 }, ARRAYS, shift));
    assert.equal(chunk.run, "a – b");
    assert.equal(chunk.from, 3);
    assert.deepEqual(chunk.rows, ARRAYS.series[2], "the series are its rows");
    assert.deepEqual(chunk.keyframes, ARRAYS.keyframes[2]);
    assert.deepEqual(chunk.pictures, ARRAYS.pictures[2]);
    assert.deepEqual(chunk.cloud, ARRAYS.cloud[2]);
  });
}

test("aligned numbers are not copied", () => {
  const bytes = packed({}, ARRAYS);
  assert.equal(decode(bytes).cloud.buffer, bytes.buffer);
});

test("anything else is refused", () => {
  assert.throws(() => decode(new TextEncoder().encode("<!doctype html>")), /not a player chunk/);
});

const { CHUNK } = process.env;

test("what the codec in Python packs comes back", { skip: CHUNK ? false : "pytest packs one" }, () => {
  const { header, arrays } = JSON.parse(readFileSync(`${CHUNK}.json`, "utf8"));
  const { rows, ...chunk } = decode(new Uint8Array(readFileSync(CHUNK)));
  const found = { ...chunk, series: header.series };
  for (const [name, value] of Object.entries(header)) assert.deepEqual(found[name], value, name);
  for (const [name, numbers] of Object.entries(arrays)) {
    assert.deepEqual([...(name === "series" ? rows : chunk[name])], numbers, name);
  }
});
