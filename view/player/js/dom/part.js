// A part of the player's page, which is there, and is what it is taken for.
/**
 * @template {HTMLElement} T
 * @param {ParentNode} root @param {string} selector @param {new () => T} Kind
 */
export function partOf(root, selector, Kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof Kind)) throw new TypeError(`${selector} is not a ${Kind.name}`);
  return found;
}
