// How many times larger than its own pixels a part of the player is shown.
/** @param {Element} element */
export const zoomOf = (element) => element.currentCSSZoom ?? (Number(getComputedStyle(element.closest(".player") ?? element).zoom) || 1);
