// Reads an animated GIF back, frame by frame, as a viewer puts it together.
const [CLEAR, END, FIRST] = [256, 257, 258];

/** `bytes` become size, how often it plays (0: for ever), and frames with their pixels and hundredths of a second. */
export function read(bytes) {
  const at = { place: 13 + 3 * 256 };
  const width = bytes[6] | (bytes[7] << 8);
  const height = bytes[8] | (bytes[9] << 8);
  const colours = Array.from({ length: 256 }, (_, i) => [...bytes.subarray(13 + 3 * i, 16 + 3 * i)]);
  const canvas = new Uint8Array(width * height);
  const film = { signature: String.fromCharCode(...bytes.subarray(0, 6)), width, height, colours, loops: NaN, frames: [] };
  let hundredths = 0;
  for (;;) {
    const kind = bytes[at.place++];
    if (kind === 0x3b) return { ...film, rest: bytes.length - at.place };
    if (kind === 0x2c) film.frames.push({ hundredths, numbers: painted(canvas, width, bytes, at) });
    else hundredths = extension(bytes, at, film) ?? hundredths;
  }
}

function extension(bytes, at, film) {
  const kind = bytes[at.place++];
  const [block, data] = blocksOf(bytes, at);
  if (kind === 0xff) film.loops = data[1] | (data[2] << 8);
  return kind === 0xf9 ? block[1] | (block[2] << 8) : undefined;
}

function blocksOf(bytes, at) {
  const blocks = [];
  for (let size = bytes[at.place++]; size; size = bytes[at.place++]) blocks.push(bytes.subarray(at.place, (at.place += size)));
  return blocks;
}

// 255 leaves a pixel as it was.
function painted(canvas, across, bytes, at) {
  const [left, top, width, height] = [0, 2, 4, 6].map((i) => bytes[at.place + i] | (bytes[at.place + i + 1] << 8));
  at.place += 10; // the box, its flags, and the bits of a number
  const numbers = unpacked(blocksOf(bytes, at).flatMap((block) => [...block]));
  if (numbers.length !== width * height) throw new Error(`${numbers.length} pixels for a box of ${width} × ${height}`);
  numbers.forEach((number, i) => {
    if (number !== 255) canvas[(top + Math.floor(i / width)) * across + left + (i % width)] = number;
  });
  return canvas.slice();
}

function unpacked(bytes) {
  const [out, codes] = [[], new Codes(bytes)];
  let [table, before] = [[], null];
  for (;;) {
    const code = codes.next(FIRST + table.length);
    if (code === END) return out;
    if (code === CLEAR) [table, before] = [[], null];
    else {
      const known = code < CLEAR ? [code] : table[code - FIRST];
      const entry = known ?? [...before, before[0]];
      if (before && FIRST + table.length < 4096) table.push([...before, entry[0]]);
      out.push(...entry);
      before = entry;
    }
  }
}

// A code has as many bits as the largest that could come next.
class Codes {
  place = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  next(largest) {
    const bits = Math.min(12, Math.max(9, 32 - Math.clz32(largest)));
    let code = 0;
    for (let i = 0; i < bits; i++, this.place++) code |= ((this.bytes[this.place >> 3] >> (this.place & 7)) & 1) << i;
    return code;
  }
}
