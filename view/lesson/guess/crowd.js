// Where the dots of a crowd lie, one a guess: those that would cover each other stand in a row, which is drawn closer where it is long.

/**
 * How far each dot is moved out of its place: `places` are along an axis, the rows at right angles to it, `room` long at most.
 * @param {number[]} places
 * @param {number} size
 * @param {number} room
 * @returns {number[]} one for each place, in their order
 */
export function rows(places, size, room) {
  const bin = (/** @type {number} */ place) => Math.round(place / size);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const place of places) counts.set(bin(place), (counts.get(bin(place)) ?? 0) + 1);
  const longest = Math.max(1, ...counts.values());
  const apart = Math.min(size, room / longest);
  /** @type {Map<number, number>} */
  const taken = new Map();
  return places.map((place) => {
    const before = taken.get(bin(place)) ?? 0;
    taken.set(bin(place), before + 1);
    return before * apart;
  });
}
