// An animated picture (GIF89a) that plays for ever: one palette, and of each frame only what has changed.
const SAME = 255; // the number of a pixel that stays as it was
const CLEAR = 256;
const END = 257;
const FIRST = 258;
const FULL = 4096;
/** @import { Palette } from "./palette.js" */

/** @typedef {Uint8Array | Uint8ClampedArray} Pixels four bytes each: red, green, blue, and how opaque */
/** @typedef {{ left: number, top: number, width: number, height: number }} Change the box in which a frame differs */

export class Gif {
  /** @type {Uint8Array | null} */ shown = null;
  /** @type {{ cut: Uint8Array, change: Change, hundredths: number } | null} */ waiting = null;

  /** @param {number} width @param {number} height @param {Palette} palette */
  constructor(width, height, palette) {
    this.width = width;
    this.height = height;
    this.palette = palette;
    this.bytes = new Bytes();
    this.begin();
  }

  begin() {
    const { bytes, width, height, palette } = this;
    bytes.text("GIF89a").words(width, height).add(0xf7, 0, 0);
    for (let i = 0; i < 256; i++) bytes.add(...(palette.colours[i] ?? [0, 0, 0]));
    bytes.add(0x21, 0xff, 11).text("NETSCAPE2.0").add(3, 1, 0, 0, 0);
  }

  get size() { return this.bytes.length; }

  // A frame that is like the one before only prolongs it.
  /** @param {Pixels} pixels @param {number} hundredths */
  add(pixels, hundredths) {
    const numbers = this.palette.numbers(pixels);
    const change = this.shown ? changeOf(this.shown, numbers, this.width) : this.all();
    if (this.waiting && !change) this.waiting.hundredths += hundredths;
    if (!change) return;
    this.flush();
    this.waiting = { cut: cutOut(numbers, this.shown, this.width, change), change, hundredths };
    this.shown = numbers;
  }

  /** @returns {Change} */
  all() {
    return { left: 0, top: 0, width: this.width, height: this.height };
  }

  flush() {
    if (!this.waiting) return;
    const { cut, change, hundredths } = this.waiting;
    this.bytes.add(0x21, 0xf9, 4, 0x05).words(hundredths).add(SAME, 0);
    this.bytes.add(0x2c).words(change.left, change.top, change.width, change.height).add(0, 8);
    compress(cut, this.bytes);
    this.waiting = null;
  }

  blob() {
    this.flush();
    this.bytes.add(0x3b);
    return new Blob([this.bytes.taken()], { type: "image/gif" });
  }
}

// The smallest box around all that differs; nothing where nothing does.
/** @param {Uint8Array} before @param {Uint8Array} now @param {number} width @returns {Change | null} */
function changeOf(before, now, width) {
  let [left, right, top, bottom] = [width, -1, -1, -1];
  for (let i = 0; i < now.length; i++) {
    if (now[i] === before[i]) continue;
    const x = i % width;
    if (x < left) left = x;
    if (x > right) right = x;
    if (top < 0) top = i;
    bottom = i;
  }
  if (top < 0) return null;
  const first = Math.floor(top / width);
  return { left, top: first, width: right - left + 1, height: Math.floor(bottom / width) - first + 1 };
}

/** @param {Uint8Array} now @param {Uint8Array | null} before @param {number} width @param {Change} change */
function cutOut(now, before, width, { left, top, width: across, height }) {
  const cut = new Uint8Array(across * height);
  for (let i = 0; i < cut.length; i++) {
    const at = (top + Math.floor(i / across)) * width + left + (i % across);
    cut[i] = before && before[at] === now[at] ? SAME : now[at];
  }
  return cut;
}

// Lempel, Ziv and Welch: each code stands for a sequence seen before, and has as many bits as are needed by now.
/** @param {Uint8Array} numbers @param {Bytes} bytes */
function compress(numbers, bytes) {
  const known = new Int16Array(FULL << 8);
  const blocks = new Blocks(bytes);
  let [bits, next, prefix] = [9, FIRST, numbers[0]];
  blocks.put(CLEAR, bits);
  for (let i = 1; i < numbers.length; i++) {
    const longer = (prefix << 8) | numbers[i];
    if (known[longer]) {
      prefix = known[longer];
      continue;
    }
    blocks.put(prefix, bits);
    prefix = numbers[i];
    if (next < FULL) {
      if (next === 1 << bits) bits += 1;
      known[longer] = next++;
    } else {
      blocks.put(CLEAR, bits);
      known.fill(0);
      [bits, next] = [9, FIRST];
    }
  }
  blocks.put(prefix, bits);
  blocks.put(END, next === 1 << bits && bits < 12 ? bits + 1 : bits);
  blocks.end();
}

// Codes as bits, lowest first, in blocks of up to 255 bytes.
class Blocks {
  held = 0;
  count = 0;
  /** @type {number[]} */ block = [];

  /** @param {Bytes} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  /** @param {number} code @param {number} bits */
  put(code, bits) {
    this.held |= code << this.count;
    this.count += bits;
    for (; this.count >= 8; this.count -= 8, this.held >>>= 8) this.push(this.held & 255);
  }

  /** @param {number} byte */
  push(byte) {
    if (this.block.push(byte) === 255) this.flush();
  }

  flush() {
    if (this.block.length) this.bytes.add(this.block.length, ...this.block);
    this.block = [];
  }

  end() {
    if (this.count) this.push(this.held & 255);
    this.flush();
    this.bytes.add(0);
  }
}

class Bytes {
  length = 0;
  room = new Uint8Array(1 << 16);

  /** @param {number[]} bytes */
  add(...bytes) {
    if (this.length + bytes.length > this.room.length) this.grow();
    this.room.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  grow() {
    const larger = new Uint8Array(2 * this.room.length);
    larger.set(this.room);
    this.room = larger;
  }

  /** @param {number[]} numbers */
  words(...numbers) {
    return this.add(...numbers.flatMap((number) => [number & 255, number >> 8]));
  }

  /** @param {string} letters */
  text(letters) {
    return this.add(...new TextEncoder().encode(letters));
  }

  taken() {
    return this.room.subarray(0, this.length);
  }
}
