// A pupil's whole screen: what is asked, what one has guessed, and what happened. The page itself is only asked for the film.
import { Chart, partOf } from "../../lesson/guess/chart.js";
import { Calls } from "../../shell/calls.js";
import { Exchange } from "./exchange.js";
import { anonymous, remember, remembered } from "./memory.js";

const ALL_AT_ONCE_MS = 400; // within which a class asks for the film
const ASK_AGAIN_MS = 5000;
const LOST = "No connection just now. Your guess is kept here, and sent as soon as there is one.";
const WAITING = "You are in. It begins in a moment: no name is asked for, and nothing is kept.";

/** @typedef {import("./exchange.js").News} News */
/** @typedef {{ code: string, room: string, film: string }} Given */
/** @typedef {(name: string, value: unknown) => void} Tell */

/** @typedef {{ given: Given, tell: Tell }} Call */

const phones = new Calls({
  begin: (root, { given }) => new Phone(root, given),
  take: (phone, /** @type {Call} */ { given, tell }) => phone.take(given, tell),
  close: (phone) => phone.close(),
});

/** @param {{ data: Given, parentElement: ParentNode, setTriggerValue: Tell }} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  return phones.called(partOf(parentElement, ".phone"), { given: data, tell: setTriggerValue });
}

class Phone {
  /** @type {Given} */ given;
  /** @type {Tell} */ tell;
  /** @type {News} */ news = {};
  asked = 0;

  /** @param {Element} root @param {Given} given */
  constructor(root, given) {
    this.root = root;
    this.given = given;
    this.memory = remembered(given.code);
    this.memory.token ??= anonymous();
    this.chart = new Chart(this.part(".guess"));
    this.chart.send = ({ question, value }) => this.guess(question, value);
    this.exchange = new Exchange(
      given.room,
      () => ({ token: this.memory.token, after: this.news.turn }),
      (news) => this.hear(news),
      () => this.exchange.unheard && this.write(".note", LOST),
    );
    this.exchange.unheard = this.memory.unheard ?? null;
    this.hide();
  }

  /** @param {string} selector @returns {HTMLElement} */
  part(selector) { return partOf(this.root, selector); }

  /** @param {string} selector @param {string} text */
  write(selector, text) {
    this.part(selector).textContent = text;
    this.part(selector).hidden = !text;
  }

  /** @param {Given} given @param {Tell} tell */
  take(given, tell) {
    const first = !this.tell;
    Object.assign(this, { given, tell });
    this.asked = 0;
    if (!first) return;
    if (this.memory.secret) tell("secret", this.memory.secret); // it is the teacher's tab that has come back
    else this.exchange.run();
  }

  close() {
    this.exchange.end();
    this.chart.close();
  }

  /** @param {string} question @param {number | string} value */
  guess(question, value) {
    const said = { guess: { question, value } };
    this.keep({ unheard: said });
    this.exchange.say(said);
    this.write(".note", "Sending your guess …");
  }

  /** @param {import("./memory.js").Memory} news */
  keep(news) {
    Object.assign(this.memory, news);
    remember(this.given.code, this.memory);
  }

  /** @param {News} news */
  hear(news) {
    const { sorry = "" } = news;
    this.write(".sorry", sorry);
    if (sorry) return this.refused();
    this.keep({ unheard: this.exchange.unheard ?? undefined });
    const another = news.question !== this.news.question;
    const same = JSON.stringify(news) === JSON.stringify(this.news) && this.part(".note").textContent === news.note;
    this.news = news;
    if (!same) this.draw();
    if (another) /** @type {ShadowRoot} */ (this.root.getRootNode()).host?.closest("[data-testid=stMain]")?.scrollTo(0, 0);
    this.ask();
    return undefined;
  }

  // Whoever is not let in, or whose class is over, asks no more.
  refused() {
    this.hide();
    this.exchange.end();
  }

  hide() {
    for (const part of [".where", ".title", ".story", ".text", ".note", ".told"]) this.write(part, "");
    for (const part of [".guess", ".choices"]) this.part(part).hidden = true;
  }

  draw() {
    const { stage, where, title, story, text, chart, choices, note, told } = this.news;
    if (stage === "waiting") return this.write(".note", WAITING);
    for (const [part, words] of Object.entries({ where, title, story, text, told })) this.write(`.${part}`, words);
    if (!this.exchange.unheard) this.write(".note", note);
    this.part(".guess").hidden = !chart;
    this.part(".choices").hidden = !choices;
    if (chart) this.chart.take({ ...chart, hint: chart.locked ? "" : undefined });
    if (choices) this.choose(choices);
    return undefined;
  }

  /** @param {[string, string][]} choices */
  choose(choices) {
    const { question, guess, truth, stage } = this.news;
    const buttons = choices.map(([name, words]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words, disabled: stage !== "open" });
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", String(name === guess));
      button.toggleAttribute("data-truth", name === truth);
      button.addEventListener("click", () => {
        for (const each of buttons) each.setAttribute("aria-checked", String(each === button));
        this.guess(question, name);
      });
      return button;
    });
    this.part(".choices").replaceChildren(...buttons);
  }

  // The film comes with the page, which is drawn anew for it, and once more when it is over.
  ask() {
    const film = this.news.stage === "answered" ? this.news.question : "";
    if (film === this.given.film || Date.now() - this.asked < ASK_AGAIN_MS) return;
    this.asked = Date.now();
    setTimeout(() => this.tell("turn", film), Math.random() * ALL_AT_ONCE_MS);
  }
}
