// Talks with a class on the server: asks for what is new again and again, and says a thing until it is heard.
const BREATH_MS = 100; // between two questions
const AGAIN_MS = [500, 1000, 2000]; // after one that found nobody, and after the next
const PATIENCE_MS = 9000; // the server answers within three seconds

/** @typedef {{ sorry?: string, [name: string]: any }} News */

export class Exchange {
  /** @type {object | null} */ unheard = null;
  ended = false;
  failures = 0;
  /** @type {AbortController | null} */ under = null;

  /**
   * @param {string} address
   * @param {() => object} question what is asked along with whatever is to be said
   * @param {(news: News, status: number) => void} heard
   * @param {() => void} lost called whenever nobody answers
   */
  constructor(address, question, heard, lost) {
    this.address = address;
    this.question = question;
    this.heard = heard;
    this.lost = lost;
  }

  /** Now, and again after every cut. @param {object} thing */
  say(thing) {
    this.unheard = thing;
    this.under?.abort("there is something to say");
  }

  end() {
    this.ended = true;
    this.under?.abort("nobody listens any more");
  }

  async run() {
    while (!this.ended) await this.once().then(() => this.pause(BREATH_MS), (error) => this.failed(error));
  }

  async once() {
    const saying = this.unheard;
    this.under = new AbortController();
    const limit = setTimeout(() => this.under?.abort("nobody answers"), PATIENCE_MS);
    try {
      const body = JSON.stringify({ ...this.question(), ...saying });
      const answer = await fetch(new URL(this.address, document.baseURI), { method: "POST", body, signal: this.under.signal });
      if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`);
      const news = await answer.json();
      if (this.unheard === saying) this.unheard = null;
      this.failures = 0;
      if (!this.ended) this.heard(news, answer.status);
    } finally {
      clearTimeout(limit);
    }
  }

  /** @param {unknown} error */
  failed(error) {
    if (error === "there is something to say" || this.ended) return undefined;
    this.lost();
    this.failures += 1;
    return this.pause(AGAIN_MS[Math.min(this.failures, AGAIN_MS.length) - 1]);
  }

  /** @param {number} milliseconds */
  pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}
