// A chunk: "CCP1", header length, JSON header, padding to 8, arrays each padded to 8; little endian.
const MAGIC = 0x31504343;
const ARRAYS = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array, u4: Uint32Array };

export function decode(bytes) {
  const words = new DataView(bytes.buffer, bytes.byteOffset, 8);
  if (words.getUint32(0, true) !== MAGIC) throw new Error("not a player chunk");
  const end = 8 + words.getUint32(4, true);
  const chunk = JSON.parse(new TextDecoder().decode(bytes.subarray(8, end)));
  const start = Math.ceil(end / 8) * 8;
  for (const [name, type, shape, offset] of chunk.arrays) {
    chunk[name === "series" ? "rows" : name] = arrayAt(bytes, ARRAYS[type], start + offset, shape);
  }
  return chunk;
}

// The browser may hand over a view that is not aligned for its numbers: copy then.
function arrayAt(bytes, Type, offset, shape) {
  const count = shape.reduce((product, size) => product * size, 1);
  const place = bytes.byteOffset + offset;
  if (place % Type.BYTES_PER_ELEMENT === 0) return new Type(bytes.buffer, place, count);
  return new Type(bytes.slice(offset, offset + count * Type.BYTES_PER_ELEMENT).buffer);
}
