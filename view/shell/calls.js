// Streamlit calls a component at every change of its data. A call that a newer one has overtaken while its script was on
// the way may be made after that one, and is then undone at once; beside that, the latest is undone when the component
// leaves the page (1.67). So what is undone on the page gives its place back to the call before, and ends nothing.

/**
 * What a component has for each of its roots: how it begins, what it makes of a call, and how it ends.
 * @template Part, Call
 * @typedef {{ begin: (root: HTMLElement, call: Call) => Part, take: (part: Part, call: Call) => void, close: (part: Part) => void }} Kind
 */

/** @template Part, Call */
export class Calls {
  /** @type {WeakMap<HTMLElement, { part: Part, calls: Call[] }>} */
  roots = new WeakMap();

  /** @param {Kind<Part, Call>} kind */
  constructor(kind) {
    this.kind = kind;
  }

  // Returns what undoes it.
  /** @param {HTMLElement} root @param {Call} call @returns {() => void} */
  called(root, call) {
    const known = this.roots.get(root) ?? { part: this.kind.begin(root, call), calls: [] };
    this.roots.set(root, known);
    this.kind.take(known.part, call);
    known.calls.push(call);
    setTimeout(() => { known.calls = known.calls.slice(-1); }); // what is undone at once, as one task, has been by then
    return () => this.undone(root, call);
  }

  /** @param {HTMLElement} root @param {Call} call */
  undone(root, call) {
    const known = this.roots.get(root);
    if (!known) return;
    if (!root.isConnected) {
      this.kind.close(known.part);
      this.roots.delete(root);
      return;
    }
    const shown = known.calls.at(-1);
    known.calls = known.calls.filter((one) => one !== call);
    const before = known.calls.at(-1);
    if (shown === call && before) this.kind.take(known.part, before);
  }
}
