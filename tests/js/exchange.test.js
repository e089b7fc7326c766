// A phone and its class over a network that breaks: no guess is lost, and the last one counts.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Exchange } from "#classroom/exchange.js";

/** As the server has it, for whoever has nothing to say. */
function patience(signal) {
  return new Promise((resolve, reject) => {
    const later = setTimeout(resolve, 4000);
    signal.addEventListener("abort", () => {
      clearTimeout(later);
      reject(signal.reason);
    });
  });
}

/** A server that hears some requests, loses others, and the answers of others still. */
function network(t, fate) {
  const heard = [];
  let asked = 0;
  globalThis.document = { baseURI: "http://here/base/lesson?class=BCDF" };
  t.mock.method(globalThis, "fetch", async (url, { body, signal }) => {
    const said = JSON.parse(body);
    const what = fate(asked++);
    if (what === "lost") throw new TypeError("nobody is there");
    heard.push({ url: String(url), ...said });
    if (what === "away") throw new TypeError("the answer was lost");
    if (what === "ill") return { status: 502, json: async () => ({}) };
    if (!said.guess) await patience(signal);
    return { status: 200, json: async () => ({ turn: heard.length }) };
  });
  return heard;
}

function exchange() {
  const news = [], lost = [];
  const made = new Exchange("class/BCDF", () => ({ token: "me" }), (told) => news.push(told), () => lost.push(1));
  made.pause = () => new Promise((resolve) => setTimeout(resolve, 1));
  return { made, news, lost };
}

const until = async (so) => { while (!so()) await new Promise((resolve) => setTimeout(resolve, 1)); };

test("a guess is said again until it is answered", async (t) => {
  const fates = ["lost", "lost", "away", "ill"];
  const heard = network(t, (number) => fates[number]);
  const { made, lost } = exchange();
  made.unheard = { guess: { value: 3 } };
  const running = made.run();
  await until(() => made.unheard === null);
  made.end();
  await running;
  assert.deepEqual(heard.slice(0, 3).map(({ guess }) => guess.value), [3, 3, 3]);
  assert.equal(heard[0].url, "http://here/base/class/BCDF");
  assert.equal(lost.length, 4);
});

test("a guess does not wait for the question that is under way, and a newer one replaces it", async (t) => {
  const heard = network(t, () => "well");
  const { made, news, lost } = exchange();
  const running = made.run();
  await until(() => heard.length === 1);
  made.say({ guess: { value: 1 } });
  made.say({ guess: { value: 2 } });
  await until(() => news.length === 1);
  made.end();
  await running;
  assert.deepEqual(heard.flatMap(({ guess }) => guess?.value ?? []), [2]);
  assert.equal(lost.length, 0);
  assert.equal(made.unheard, null);
});

test("what is guessed while another guess is under way is said after it", async (t) => {
  const heard = network(t, () => "well");
  const { made, news } = exchange();
  made.unheard = { guess: { value: 1 } };
  const answer = made.once();
  made.unheard = { guess: { value: 2 } };
  await answer;
  assert.deepEqual(made.unheard, { guess: { value: 2 } });
  await made.once();
  assert.deepEqual(heard.map(({ guess }) => guess.value), [1, 2]);
  assert.equal(news.length, 2);
  assert.equal(made.unheard, null);
});
