// Keeps what was said in the lesson as long as the tab is open, and brings it back to a session that has not heard of it:
// once the page was loaded again, or its server began anew. Until that session says that it has, nothing is written over.
const KEY = "copy-of-a-copy:lesson";
const PATIENCE_MS = 2000;
const OFTEN = 10; // and then nothing is kept any more until one comes back to the lesson

let visit = ""; // whose words are kept
/** @type {number | undefined} */
let again;

/** @param {{ data: { text: string, visit: string, back: boolean }, setTriggerValue: (name: string, text: string) => void }} component */
export default function mount({ data, setTriggerValue }) {
  /** @param {string} kept */
  function ask(kept, times = 0) {
    setTriggerValue("kept", kept);
    if (times < OFTEN) again = setTimeout(ask, PATIENCE_MS, kept, times + 1);
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
  return () => clearTimeout(again);
}
