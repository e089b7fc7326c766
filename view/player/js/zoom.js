// How many times larger than its own pixels a part of the player is shown.
export const zoomOf = (element) => element.currentCSSZoom ?? (Number(getComputedStyle(element.closest(".player")).zoom) || 1);
