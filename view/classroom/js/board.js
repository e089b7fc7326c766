// The teacher's view of a class: how many are here, and their guesses as dots on a chart, or as bars.
import { Chart, partOf } from "../../lesson/guess/chart.js";
import { Calls } from "../../shell/calls.js";
import { Exchange } from "./exchange.js";
import { remember } from "./memory.js";

/** @typedef {import("./exchange.js").News} News */
/** @typedef {import("../../lesson/guess/chart.js").Question} Question */
/** @typedef {(name: string, value: unknown) => void} Tell */

/**
 * @typedef {object} Given
 * @property {string} code
 * @property {string} room
 * @property {string} secret
 * @property {string} seat
 * @property {string} question
 * @property {Question | null} chart
 * @property {[string, string][] | null} choices
 * @property {string | null} truth
 */

/** @typedef {{ given: Given, tell: Tell }} Call */

const boards = new Calls({
  begin: (root, { given }) => new Board(root, given),
  take: (board, /** @type {Call} */ { given, tell }) => board.take(given, tell),
  close: (board) => board.close(),
});

/** @param {{ data: Given, parentElement: ParentNode, setTriggerValue: Tell }} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  return boards.called(partOf(parentElement, ".board"), { given: data, tell: setTriggerValue });
}

class Board {
  /** @type {Given} */ given;
  /** @type {Tell} */ tell;
  /** @type {News} */ news = {};

  /** @param {Element} root @param {Given} given */
  constructor(root, given) {
    this.root = root;
    this.given = given;
    this.chart = new Chart(this.part(".guess"));
    remember(given.code, { secret: given.secret });
    this.exchange = new Exchange(
      `${given.room}/board`,
      () => ({ secret: given.secret, seat: this.given.seat, after: this.news.count }),
      (news) => this.hear(news),
      () => {},
    );
    this.exchange.run();
  }

  /** @param {string} selector @returns {HTMLElement} */
  part(selector) { return partOf(this.root, selector); }

  /** @param {Given} given @param {Tell} tell */
  take(given, tell) {
    Object.assign(this, { given, tell });
    this.draw();
  }

  close() {
    this.exchange.end();
    this.chart.close();
  }

  /** @param {News} news */
  hear(news) {
    const { sorry = "" } = news;
    Object.assign(this.part(".sorry"), { textContent: sorry, hidden: !sorry });
    if (sorry) {
      this.exchange.end();
      this.tell("lost", Date.now()); // the page knows more
      return;
    }
    this.news = news;
    this.draw();
  }

  draw() {
    const { question, chart, choices, truth } = this.given;
    const known = this.news.question === question;
    const { here = 0, guessed = 0, crowd = [], picks = {} } = known ? this.news : { here: this.news.here };
    this.part(".count").textContent = question ? `${here} here, ${guessed} ${guessed === 1 ? "has" : "have"} guessed` : `${here} here`;
    this.part(".guess").hidden = !chart;
    this.part(".bars").hidden = !choices;
    if (chart) this.chart.take({ ...chart, crowd, hint: "" });
    if (choices) this.part(".bars").replaceChildren(...choices.flatMap(([name, words]) => this.bar(words, picks[name] ?? 0, guessed, name === truth)));
  }

  /** @param {string} words @param {number} count @param {number} all @param {boolean} right */
  bar(words, count, all, right) {
    const label = Object.assign(document.createElement("span"), { textContent: words, className: "choice" });
    const bar = Object.assign(document.createElement("span"), { className: right ? "bar right" : "bar" });
    bar.style.setProperty("--share", String(count / Math.max(all, 1)));
    bar.append(Object.assign(document.createElement("b"), { textContent: right ? `${count} ✓` : `${count}` }));
    return [label, bar];
  }
}
