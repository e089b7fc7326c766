// What can be seen of some generations, in their order; between two of them the earlier one stands.
export class Frames {
  constructor() {
    this.all = [];
  }

  get length() { return this.all.length; }
  get first() { return this.all[0]; }

  // The newest that is not from the future: clouds are independent samples, and nothing lies between two of them.
  at(generation) {
    return this.all[this.place(generation)];
  }

  has(generation) {
    return this.at(generation)?.generation === generation;
  }

  add(frame) {
    const place = this.place(frame.generation);
    if (this.all[place]?.generation === frame.generation) return;
    this.all.splice(frame.generation < (this.first?.generation ?? -1) ? 0 : place + 1, 0, frame);
  }

  // Of the last one not after a generation; of the first, where all are.
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
