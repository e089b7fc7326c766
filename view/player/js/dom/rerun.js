// A word to the page, which it hears wherever it is: it has something new to say, or has to be drawn anew.
import { leaving } from "./navigation.js";

const SOON_MS = 150; // players that end together want it once

let due = 0;

export function requestRerun() {
  clearTimeout(due);
  due = setTimeout(() => leaving() || dispatchEvent(new Event("copy-of-a-copy:draw-anew")), SOON_MS);
}
