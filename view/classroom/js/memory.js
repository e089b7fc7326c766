// What a tab remembers of a class for as long as it is open, over every reload: who it is, and what was not heard yet.

/** @typedef {{ token?: string, secret?: string, unheard?: object }} Memory */

/** @param {string} code @returns {Memory} */
export function remembered(code) {
  try {
    return JSON.parse(sessionStorage.getItem(name(code)) ?? "{}");
  } catch {
    return {}; // a browser without a memory
  }
}

/** @param {string} code @param {Memory} memory */
export function remember(code, memory) {
  try {
    sessionStorage.setItem(name(code), JSON.stringify(memory));
  } catch {
    // then a reload makes another pupil of this one
  }
}

/** @param {string} code */
const name = (code) => `copy-of-a-copy:class:${code}`;

/** A name that nobody else has, and that says nothing of who it is. */
export const anonymous = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36).padStart(7, "0")).join("");
