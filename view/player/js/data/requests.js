// Fetches a film: its story first, and every frame of a stretch once somebody looks closer. The server answers when
// there is something new, so nothing is asked for in vain; a lost connection is tried again, with pauses that grow.
import { decode } from "./decode.js";
/** @import { Chunk } from "./chunk.js" */
/** @import { Run } from "./runs.js" */

const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000];
const PATIENCE_MS = 20_000; // an answer that takes longer was lost on the way
const BREATH_MS = 100;
const CALM_MS = 60; // until whoever drags the slider has come to where they want
const GONE = new Set([400, 404, 410]);

export class Requests {
  /** @type {Run | null} */ followed = null;
  /** @type {AbortController | null} */ story = null;
  /** @type {AbortController | null} */ stretch = null;
  wanted = "";

  // `take` hears of each chunk of a run; `lost`, that the server does not know the run.
  /** @param {(run: Run, chunk: Chunk) => void} take @param {(run: Run) => void} lost */
  constructor(take, lost) {
    this.take = take;
    this.lost = lost;
  }

  // On to the end of the run, from wherever it has come.
  /** @param {Run} run */
  follow(run) {
    if (this.followed === run && this.story) return;
    this.stop();
    if (!run.film || run.done) return;
    this.followed = run;
    this.story = new AbortController();
    this.onward(run, this.story);
  }

  /** @param {Run} run @param {AbortController} story */
  async onward(run, story) {
    while (!run.done && !story.signal.aborted) {
      const chunk = await this.fetched(run, `${run.film}/${run.loaded}`, story.signal);
      if (!chunk || story.signal.aborted) break;
      const before = run.loaded;
      this.take(run, chunk);
      if (run.loaded === before) await breather(BREATH_MS, story.signal); // whatever answers in vain is not asked at once
    }
    if (this.story === story) this.story = null;
  }

  // Every frame around a generation, the stretch that the viewer came to last.
  /** @param {Run} run @param {number} generation */
  async near(run, generation) {
    if (!run.film || !run.stretch || generation < 0 || generation >= run.loaded) return;
    const from = generation - (generation % run.stretch);
    const address = `${run.film}/${from}/all`;
    if (run.whole.has(from) || this.wanted === address) return;
    this.stretch?.abort();
    const stretch = (this.stretch = new AbortController());
    this.wanted = address;
    await breather(CALM_MS, stretch.signal);
    const chunk = await this.fetched(run, address, stretch.signal);
    if (this.stretch !== stretch) return;
    this.wanted = "";
    if (chunk) this.take(run, chunk);
  }

  // One chunk; nothing, where nobody waits for it any more, or the run is lost.
  /** @param {Run} run @param {string} address @param {AbortSignal} signal @returns {Promise<Chunk | null>} */
  async fetched(run, address, signal) {
    for (let tried = 0; !signal.aborted; tried++) {
      try {
        const { status, bytes } = await asked(new URL(address, document.baseURI), signal);
        if (bytes) return decode(bytes);
        if (GONE.has(status)) {
          if (!signal.aborted) this.lost(run);
          return null;
        }
      } catch {
        // the network, or a server that is just starting: again, after a while
      }
      await breather(PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)], signal);
    }
    return null;
  }

  stop() {
    this.story?.abort();
    this.stretch?.abort();
    this.followed = this.story = this.stretch = null;
    this.wanted = "";
  }
}

/** @param {URL} address @param {AbortSignal} signal */
async function asked(address, signal) {
  const limit = new AbortController();
  const end = () => limit.abort();
  const late = setTimeout(end, PATIENCE_MS);
  signal.addEventListener("abort", end);
  try {
    const answer = await fetch(address, { signal: limit.signal });
    return { status: answer.status, bytes: answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null };
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", end);
  }
}

// Over at once where the network comes back, or nobody waits any more.
/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
function breather(milliseconds, signal) {
  return new Promise((go) => {
    const over = new AbortController();
    const end = () => { over.abort(); go(); };
    if (signal.aborted) return end();
    signal.addEventListener("abort", end, { signal: over.signal });
    addEventListener("online", end, { signal: over.signal });
    setTimeout(end, milliseconds);
  });
}
