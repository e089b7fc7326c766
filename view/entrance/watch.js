// Watches over the page from before its first script: where it stays empty, where a part of it does not come, or where
// the network lets no WebSocket through, it says so, and loads the page again where that can help, once in a while.
{
  const LOADED = "copy-of-a-copy:loaded-again"; // when
  const LACKED = "copy-of-a-copy:lacked-again"; // how often in a row for what was lacking
  const OFTEN = 3;
  const SELDOM_MS = 60_000;
  const LATE_MS = 300_000;
  const LOOK_MS = 500;
  const READ_MS = 700; // long enough to be read as a word, not as a flash
  const EMPTY_MS = 3000;
  const WIRE_MS = 8000;
  const ANSWER_MS = 5000;
  const MISSING = /dynamically imported module|Importing a module script failed|Unable to preload CSS/;
  const FILE = /(https?:\/)?\/\S+\.(js|css)/;

  const WORDS = {
    empty: "This page came out empty. It is being loaded again.",
    again: "This page came out empty, twice within a minute. Load it again, or open it later: the server may be busy.",
    part: "A part of this page did not come. It is being loaded again.",
    lost: "This page gets no answer. It is being loaded again.",
    missing:
      "A part of this page does not come. It is loaded again in a minute, once that part can be had; " +
      "if nothing changes, ask whoever runs the network whether it holds back scripts.",
    gone: "A part of this page does not come, however often it is loaded. Ask whoever runs the network whether it holds back scripts.",
    wire:
      "The page is here, but the live connection that it needs, a WebSocket, does not come through. " +
      "Ask whoever runs this network to allow WebSockets for this address, or try another network.",
    server: "The server does not answer. This page goes on by itself once it does.",
  };

  const now = () => performance.now();
  /** @returns {HTMLElement | null} */
  const app = () => document.querySelector("[data-testid=stApp]");
  let seen = now(); // when the page was last not empty
  let began = now();
  let connected = false;
  let asking = false;
  let leaving = false; // once the server answers
  /** @type {keyof typeof WORDS | null} */
  let said = null;

  /** @param {keyof typeof WORDS | null} word */
  function say(word) {
    if (word === said) return;
    said = word;
    document.getElementById("entrance")?.remove();
    if (!word) return;
    const note = Object.assign(document.createElement("p"), { id: "entrance", role: "alert", textContent: WORDS[word] });
    note.style.cssText =
      "position:fixed;inset:auto 1rem 1rem;z-index:1000000;margin:auto;max-width:36rem;padding:.75rem 1rem;border-radius:.25rem;" +
      "font:1rem/1.5 'Source Sans',sans-serif;color:#26231e;background:#fbfaf7;border:1px solid #9c3b2e;";
    document.body.append(note);
  }

  /** Say the first word and load the page again, or say the second where that was tried a moment ago; where it is known
   * what the page lacks, it is loaded again later.
   * @param {keyof typeof WORDS} first @param {keyof typeof WORDS | null} second @param {string} [lacks] */
  function loadAgain(first, second, lacks) {
    if (leaving) return;
    try {
      const inARow = isInARow(lacks);
      if (inARow && lacks && lackedBefore() >= OFTEN) return say("gone");
      leaving = !inARow || Boolean(lacks);
      if (leaving) setTimeout(reload, Math.max(left(), READ_MS), inARow ? lacks : undefined);
      return say(inARow ? second : first);
    } catch {
      return say(second); // without a memory it might never end
    }
  }

  // Once the server answers, or has what is lacking: a browser that reaches nobody shows a page of its own, from which nothing leads back here.
  /** @param {string} [lacks] */
  async function reload(lacks) {
    if (!(await answers(lacks))) return void setTimeout(reload, LOOK_MS, lacks);
    try {
      sessionStorage.setItem(LOADED, String(Date.now()));
      sessionStorage.setItem(LACKED, String(lacks ? lackedBefore() + 1 : 0));
    } catch {
      return say("again"); // without a memory it might never end
    }
    location.reload();
  }

  const loadedBefore = () => Number(sessionStorage.getItem(LOADED));
  const left = () => loadedBefore() + SELDOM_MS - Date.now();
  // What a busy page lacks it may find out late: then it counts that this load was an answer to the one before.
  /** @param {string} [lacks] */
  const isInARow = (lacks) => left() > 0 || (Boolean(lacks) && answered && now() < LATE_MS);
  const answered = loadedSoonBefore(); // as it began
  const lackedBefore = () => Number(sessionStorage.getItem(LACKED));

  function loadedSoonBefore() {
    try {
      return left() > 0;
    } catch {
      return false; // a browser that keeps nothing
    }
  }

  async function answers(path = "./_stcore/health") {
    try {
      return (await fetch(path, { cache: "no-store", signal: AbortSignal.timeout?.(ANSWER_MS) })).ok;
    } catch {
      return false;
    }
  }

  // A page that is being computed, or cannot hear, is not empty; one whose script has ended with nothing on it is, and one
  // that is loaded, with all its scripts, and has not begun.
  function isEmpty() {
    const page = app();
    if (!page) return document.readyState === "complete";
    if (page.dataset.testConnectionState !== "CONNECTED" || page.dataset.testScriptState !== "notRunning") return false;
    const main = page.querySelector("[data-testid=stMain]");
    return !main || !(/** @type {HTMLElement} */ (main).innerText.trim());
  }

  async function askWhy() {
    asking = true;
    const there = await answers();
    say(connected ? null : there ? "wire" : "server");
    asking = false;
  }

  function lookAtTheWire() {
    if (app()?.dataset.testConnectionState === "CONNECTED") {
      connected = true;
      if (said === "wire" || said === "server") say(null);
    }
    if (!connected && !asking && now() - began > WIRE_MS) askWhy();
  }

  function lookAtThePage() {
    if (!isEmpty()) {
      seen = now();
      if (said === "again") say(null);
    } else if (now() - seen > EMPTY_MS) loadAgain("empty", "again");
  }

  function look() {
    if (document.hidden) return void (seen = began = now());
    lookAtTheWire();
    lookAtThePage();
  }

  /** @param {unknown} reason */
  const missed = (reason) => MISSING.test(String(reason)) && loadAgain("part", "missing", FILE.exec(String(reason))?.[0]);
  addEventListener("vite:preloadError", (event) => missed(/** @type {Event & { payload?: unknown }} */ (event).payload));
  addEventListener("unhandledrejection", ({ reason }) => missed(reason));
  addEventListener("copy-of-a-copy:load-again", () => loadAgain("lost", null));
  setInterval(look, LOOK_MS);
}
