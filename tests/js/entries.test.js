// Back leads from one thing that was chosen to the one before.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const script = readFileSync(new URL("../../view/entrance/history.js", import.meta.url), "utf8");

/** A browser with the script in it: what it does with each link, and what its visitor does. */
function browser() {
  const hearers = {}, made = [], app = { state: "notRunning" };
  const location = { href: "http://here/dice", pathname: "/dice" };
  const history = { pushState: (...link) => made.push(`+${link[2]}`), replaceState: (...link) => made.push(`=${link[2]}`) };
  const document = { querySelector: () => ({ getAttribute: () => app.state }) };
  const addEventListener = (name, hear) => { hearers[name] = hear; };
  runInNewContext(script, { URL, location, history, document, addEventListener });
  const tell = (...links) => {
    for (const link of links) history.pushState({}, "", link);
    return made.splice(0).join(" ");
  };
  return { tell, app, does: (name, event = {}) => hearers[name](event) };
}

test("what nobody has chosen is no entry", () => {
  assert.equal(browser().tell("?a", "?b"), "=?a =?b");
});

test("a drag is one entry, however often its values are told", () => {
  const { tell, does } = browser();
  does("pointerdown");
  assert.equal(tell("?a", "?b", "?c"), "+?a =?b =?c");
});

test("so is a key that is held", () => {
  const { tell, does } = browser();
  does("keydown", { repeat: false });
  does("keydown", { repeat: true });
  assert.equal(tell("?a", "?b"), "+?a =?b");
});

test("two presses before the first is told are two entries", () => {
  const { tell, does, app } = browser();
  does("pointerdown");
  app.state = "running";
  does("pointerdown");
  assert.equal(tell("?a", "?b", "?c"), "+?a +?b =?c");
});

test("what led to no other link is owed no entry later", () => {
  const { tell, does } = browser();
  for (let press = 0; press < 5; press += 1) does("keydown");
  assert.equal(tell("?a", "?b"), "+?a =?b");
});

test("another page is an entry, with whatever it says of its link", () => {
  const { tell, does } = browser();
  does("pointerdown");
  assert.equal(tell("/lesson", "?b"), "+/lesson =?b");
});

test("after a way back nothing is owed", () => {
  const { tell, does } = browser();
  does("pointerdown");
  does("popstate");
  assert.equal(tell("?a"), "=?a");
});

test("the page between two ways back is no entry, however late it is told", () => {
  const { tell, does } = browser();
  does("popstate");
  does("popstate");
  assert.equal(tell("/lesson", "/dice"), "=/lesson =/dice");
  does("pointerdown");
  assert.equal(tell("/lesson"), "+/lesson");
});
