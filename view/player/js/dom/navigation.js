// Whether the viewer is on the way to another page. Until that page comes, Streamlit would take a word from this one
// for the page's return, and clear both (1.67: a fragment's run names the page that it was asked on).
const AWAY_MS = 20_000;

let since = -Infinity;
let here = "";

export const leaving = () => performance.now() - since < AWAY_MS;

export function arrive() {
  since = -Infinity;
  here = location.pathname;
}

const leave = () => { since = performance.now(); };

/** @param {HTMLAnchorElement} link */
const leadsAway = (link) =>
  link.origin === location.origin && link.pathname !== location.pathname && !link.target && !link.hasAttribute("download");

addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((element) => element instanceof HTMLAnchorElement);
  if (link && leadsAway(link)) leave();
}, { capture: true });

addEventListener("popstate", () => { if (location.pathname !== here) leave(); });
