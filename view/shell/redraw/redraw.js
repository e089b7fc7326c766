// The page is to be drawn anew: asked for over the connection once that is there, and again where nothing comes; after
// two unanswered asks it is to be loaded again (view/entrance/watch.js). It is asked for, too, whenever the
// connection was away: what was on its way is lost, and a server that has begun anew does not know the page's fragments.
const PATIENCE_MS = 6000;
const BREATH_MS = 250;

/** @type {(what: "anew" | "settled") => void} */
let say;
let ways = 0; // that Back and Forward have led to
let settling = 0; // the last of them, until the page is drawn to which it led
let drawn = 0;
let asked = 0; // how often since the page was drawn last
let timer = 0;

/** @param {{ data: { drawn: number, ways: number }, setTriggerValue: (name: string, value: number) => void }} component */
export default function mount({ data, setTriggerValue }) {
  say = (what) => setTriggerValue(what, Date.now());
  if (data.drawn !== drawn) answered(data.drawn);
  if (data.ways !== ways) settle(data.ways);
  watch();
}

// Until then the server takes what old widgets say along with a press for what it is. Whoever is on the way to another
// page says nothing: Streamlit would take it for this page's return (1.67).
/** @param {number} which */
function settle(which) {
  ways = settling = which;
  const { pathname } = location;
  const look = () => {
    if (!which || settling !== which || location.pathname !== pathname) return;
    if (!connected() || running()) setTimeout(look, BREATH_MS);
    else say("settled");
  };
  setTimeout(look);
}

addEventListener("click", ({ target }) => { if (target instanceof Element && target.closest("a")) settling = 0; }, { capture: true });

/** @param {number} which */
function answered(which) {
  clearTimeout(timer);
  [drawn, asked, timer] = [which, 0, 0];
}

// A swipe that begins on a chart scrolls the page: Plotly would take it for a drag (7.1), and hears taps all the same.
addEventListener("touchstart", (event) => {
  const { target } = event;
  if (target instanceof Element && target.closest(".js-plotly-plot .draglayer")) event.stopImmediatePropagation();
}, { capture: true, passive: true });

addEventListener("copy-of-a-copy:draw-anew", () => timer || ask());

/** @returns {HTMLElement | null} */
const app = () => document.querySelector("[data-testid=stApp]");
const connected = () => (app()?.dataset.testConnectionState ?? "CONNECTED") === "CONNECTED";
const running = () => app()?.dataset.testScriptState === "running";

/** @type {HTMLElement | null} */
let watched = null;
let away = false;

function watch() {
  if (watched === app()) return;
  watched = app();
  away = false;
  if (watched) new MutationObserver(noticed).observe(watched, { attributeFilter: ["data-test-connection-state"] });
}

// Where Streamlit asks by itself, the page is drawn, and nothing more is asked for.
function noticed() {
  if (away && connected()) {
    answered(drawn); // whatever was asked before was lost as well
    timer = setTimeout(ask, BREATH_MS);
  }
  away = !connected();
}

function ask() {
  if (!connected() || running()) {
    timer = setTimeout(ask, BREATH_MS);
  } else if (asked < 2) {
    asked += 1;
    timer = setTimeout(ask, PATIENCE_MS);
    say("anew");
  } else {
    answered(drawn);
    dispatchEvent(new Event("copy-of-a-copy:load-again"));
  }
}
