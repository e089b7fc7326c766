// One page of a run, or of a comparison, on white paper: the browser prints it, or keeps it as a PDF.
import { onPaper } from "../canvas/theme.js";
import { valueText } from "../canvas/ticks.js";
import { aliveAt } from "../data/runs.js";
import { comfortable, OffscreenFilm } from "./offscreen.js";
import { escaped } from "./svg_pen.js";
/** @import { Run } from "../data/runs.js" */
/** @import { Player } from "../player.js" */

const SHEET_STYLE = `
  @page { size: A4 landscape; margin: 12mm 14mm; }
  :root { color-scheme: light; }
  .sheet, .sheet * { box-sizing: border-box; }
  body { margin: 0; color: #26231e; background: #fff; font: 9pt/1.35 var(--text); }
  .sheet { height: 185mm; display: flex; flex-direction: column; gap: 3mm; overflow: hidden; }
  .picture { flex: 1; min-height: 60mm; }
  .picture svg { display: block; width: 100%; height: 100%; }
  .runs { display: flex; gap: 8mm; }
  .runs > section { flex: 1; min-width: 0; }
  h2 { margin: 0 0 1mm; font-size: 10pt; }
  .about { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 6mm; align-items: start; }
  .many .about { grid-template-columns: minmax(0, 1fr); gap: 1.5mm; }
  table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: .5mm 3mm .5mm 0; border-bottom: .2mm solid #ddd7ca; text-align: right; font-weight: 400; }
  th:first-child { text-align: left; }
  thead th { color: #5f594f; }
  .made { margin: 0; font-size: 7.5pt; line-height: 1.35; color: #5f594f; overflow-wrap: anywhere; }
  .found { margin: 0; font-size: 8pt; overflow-wrap: anywhere; }
  a { color: inherit; }
`;

// Until the browser's own window for it has come.
/** @param {Player[]} players @param {number} at @param {string} name */
export async function printed(players, at, name) {
  const frame = document.createElement("iframe");
  frame.title = "A page to print";
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0", visibility: "hidden" });
  document.body.append(frame);
  const page = /** @type {Window} */ (frame.contentWindow);
  page.document.write(sheetOf(players, at, name, getComputedStyle(players[0].root).fontFamily));
  page.document.close();
  page.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  await copyFonts(page.document);
  const { title } = document;
  document.title = name; // some browsers call the file by the page that they were on
  page.focus();
  page.print();
  document.title = title;
}

// The frame has the page's own letters, as far as it has loaded them.
/** @param {Document} there */
async function copyFonts(there) {
  for (const font of document.fonts) if (font.status === "loaded") there.fonts.add(font);
  await there.fonts.ready;
}

/** @param {Player[]} players @param {number} at @param {string} name @param {string} family */
export function sheetOf(players, at, name, family) {
  const film = new OffscreenFilm(players, comfortable(players.length), { at, vector: true, on: onPaper, addressed: false });
  const runs = players.map(({ scene }) => aboutRun(scene.run, Math.min(at, scene.loaded - 1), players.length > 1));
  const found = film.address ? `<p class="found">${players.length > 1 ? "These runs" : "This run"} again: <a href="${escaped(film.address)}">${escaped(film.address)}</a></p>` : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(name)}</title><style>:root { --text: ${family.replace(/[<>{}]/g, "")}; }${SHEET_STYLE}</style></head>
    <body><div class="sheet${players.length > 1 ? " many" : ""}"><div class="picture">${film.drawing(at)}</div>
    <div class="runs">${runs.join("")}</div>${found}</div></body></html>`;
}

/** @param {Run} run @param {number} at @param {boolean} named */
function aboutRun(run, at, named) {
  const rows = keyNumbers(run, at).map(([label, ...values]) => `<tr><th scope="row">${escaped(label)}</th>${values.map((value) => `<td>${escaped(value)}</td>`).join("")}</tr>`);
  const made = run.made.map(([label, words]) => `${escaped(label)}: ${escaped(words)}`).join("; ");
  return `<section>${named ? `<h2>${escaped(run.title)}</h2>` : ""}<div class="about">
    <table><thead><tr><th></th><th scope="col">generation 0</th><th scope="col">generation ${at}</th></tr></thead><tbody>${rows.join("")}</tbody></table>
    <p class="made">${made}</p></div></section>`;
}

// What its curves say at the beginning and here, and how many groups are alive.
/** @param {Run} run @param {number} at @returns {[label: string, first: string, here: string][]} */
export function keyNumbers(run, at) {
  const once = run.series.filter((chart, i, all) => all.findIndex(({ row }) => row === chart.row) === i);
  /** @type {[string, string, string][]} */
  const numbers = once.map(({ label, row, percent }) => [label, valueText(run.rows[row][0], percent), valueText(run.rows[row][at], percent)]);
  if (run.components) numbers.push(["groups alive", String(aliveAt(run, 0).length), String(aliveAt(run, at).length)]);
  return numbers;
}
