// Keeps what was said in the lesson as long as the tab is open, and brings it back once when the page was loaded again.
const KEY = "copy-of-a-copy:lesson";

let mine = false; // whether what is kept was said since the page was loaded

/** @param {{ data: { text: string, back: boolean }, setTriggerValue: (name: string, text: string) => void }} component */
export default function mount({ data, setTriggerValue }) {
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept && !mine && !data.back) {
      mine = true;
      setTriggerValue("kept", kept);
    } else {
      mine = true;
      sessionStorage.setItem(KEY, data.text);
    }
  } catch { /* a browser that keeps nothing */ }
}
