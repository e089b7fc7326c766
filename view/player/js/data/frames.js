// What can be seen of some generations, in their order; between two of them the earlier one stands.
/**
 * One generation, as far as it can be seen.
 * @typedef {object} Frame
 * @property {number} generation
 * @property {Float64Array} bounds xlo, ylo, xhi, yhi
 * @property {Uint16Array | Uint32Array} counts rows of each component, one after the other in `points`
 * @property {Uint16Array} points in 65535ths of the bounds
 * @property {Uint16Array | null} shares
 * @property {Uint8Array | null} pictures
 * @property {{ corners: Float64Array, steps: Uint16Array } | null} lattice
 */

export class Frames {
  /** @type {Frame[]} */ all = [];

  get length() { return this.all.length; }
  get first() { return this.all[0]; }

  // The newest that is not from the future: clouds are independent samples, and nothing lies between two of them.
  /** @param {number} generation */
  at(generation) {
    return this.all[this.place(generation)];
  }

  /** @param {number} generation */
  has(generation) {
    return this.at(generation)?.generation === generation;
  }

  /** @param {Frame} frame */
  add(frame) {
    const place = this.place(frame.generation);
    if (this.all[place]?.generation === frame.generation) return;
    this.all.splice(frame.generation < (this.first?.generation ?? -1) ? 0 : place + 1, 0, frame);
  }

  // Of the last one not after a generation; of the first, where all are.
  /** @param {number} generation */
  place(generation) {
    let low = 0;
    let high = this.all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.all[middle].generation <= generation) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
