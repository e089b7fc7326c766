// Texts in the room there is: cut to one line, or set in a few.
/** @import { Pen } from "../canvas/surface.js" */

// As much of a text as there is room for.
/** @param {Pen} pen @param {string} font @param {string} text @param {number} room */
export function fitted(pen, font, text, room) {
  pen.font = font;
  if (pen.measureText(text).width <= room) return text;
  let length = text.length;
  while (length && pen.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return length ? `${text.slice(0, length).trimEnd()}…` : "";
}

// A text as lines of at most so many pixels; a word that is longer is parted.
/** @param {(text: string) => number} widthOf @param {string} text @param {number} room */
export function linesOf(widthOf, text, room) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(...parted(widthOf, word, room));
  }
  return lines;
}

/** @param {(text: string) => number} widthOf @param {string} word @param {number} room */
function parted(widthOf, word, room) {
  const parts = [""];
  for (const letter of word) {
    const longer = parts[parts.length - 1] + letter;
    if (longer.length > 1 && widthOf(longer) > room) parts.push(letter);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}
