// From bytes to a chunk: its header with its arrays; the rows of the series under a name of their own.
import { ARRAYS, MAGIC } from "./chunk.js";
/** @import { Chunk, PieceHeader } from "./chunk.js" */

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Chunk} */
export function decode(bytes) {
  const words = new DataView(bytes.buffer, bytes.byteOffset, 8);
  if (words.getUint32(0, true) !== MAGIC) throw new Error("not a player chunk");
  const end = 8 + words.getUint32(4, true);
  /** @type {PieceHeader & Record<string, unknown>} */
  const chunk = JSON.parse(new TextDecoder().decode(bytes.subarray(8, end)));
  const start = Math.ceil(end / 8) * 8;
  for (const [name, type, shape, offset] of chunk.arrays) {
    chunk[name === "series" ? "rows" : name] = arrayAt(bytes, ARRAYS[/** @type {keyof typeof ARRAYS} */ (type)], start + offset, shape);
  }
  return /** @type {any} */ (chunk);
}

// The browser may hand over a view that is not aligned for its numbers: copy then.
/** @param {Uint8Array<ArrayBuffer>} bytes @param {typeof ARRAYS[keyof typeof ARRAYS]} Type @param {number} offset @param {number[]} shape */
function arrayAt(bytes, Type, offset, shape) {
  const count = shape.reduce((product, size) => product * size, 1);
  const place = bytes.byteOffset + offset;
  if (place % Type.BYTES_PER_ELEMENT === 0) return new Type(bytes.buffer, place, count);
  return new Type(bytes.slice(offset, offset + count * Type.BYTES_PER_ELEMENT).buffer);
}
