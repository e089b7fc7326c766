// Keeps what was said in the lesson as long as the tab is open, and brings it back to a session that has not heard of it:
// once the page was loaded again, or its server began anew. Until that session says that it has, nothing is written over.
const KEY = "copy-of-a-copy:lesson";
const PATIENCE_MS = 2000; // and twice as long each time: whoever asks breaks off the run that would have answered
const AT_MOST_MS = 32_000;

let visit = ""; // whose words are kept
/** @type {number | undefined} */
let again;

/** @param {{ data: { text: string, visit: string, back: boolean }, setTriggerValue: (name: string, text: string) => void }} component */
export default function mount({ data, setTriggerValue }) {
  /** @type {number | undefined} */
  let mine;

  /** @param {string} kept */
  function ask(kept, patience = PATIENCE_MS) {
    setTriggerValue("kept", kept);
    if (patience <= AT_MOST_MS) again = mine = setTimeout(ask, patience, kept, 2 * patience);
  }

  clearTimeout(again);
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept && visit !== data.visit && !data.back) ask(kept);
    else {
      visit = data.visit;
      sessionStorage.setItem(KEY, data.text);
    }
  } catch { /* a browser that keeps nothing */ }
  return () => clearTimeout(mine);
}
