// Streamlit calls a component at every change of its data. A call that a newer one has overtaken while its script was on
// the way may be made after that one, and is then undone at once; beside that, the latest is undone when the component
// leaves the page (1.67). So what is undone on the page gives its place back to the call before, and ends nothing.
const AT_ONCE = 4; // calls that may be under way

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
    known.calls = [...known.calls.slice(1 - AT_ONCE), call];
    this.kind.take(known.part, call);
    return () => this.undone(root, call);
  }

  /** @param {HTMLElement} root @param {Call} call */
  undone(root, call) {
    const known = this.roots.get(root);
    if (!known) return;
    const shown = known.calls.at(-1);
    known.calls = known.calls.filter((one) => one !== call);
    if (shown === call) this.goBack(root, known);
  }

  /** @param {HTMLElement} root @param {{ part: Part, calls: Call[] }} known */
  goBack(root, { part, calls }) {
    const before = calls.at(-1);
    if (!root.isConnected) {
      this.kind.close(part);
      this.roots.delete(root);
    } else if (before) {
      this.kind.take(part, before);
    }
  }
}
