// The charts of a report: Plotly itself and its figures lie packed in the page, and nothing is fetched.
/** @typedef {{ x: boolean, y: boolean }} Log */
/** @typedef {{ title: string, label: string, note: string, axes: boolean, table: Record<string, string[]>, figure: { data: any[], layout: any } }} Chart */

/** @type {Record<string, any>} */
const TYPES = { f8: Float64Array, f4: Float32Array, i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array };

/** @param {string} text */
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
/** @param {string} text @returns {Promise<string>} */
const unpacked = (text) => new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
/** @param {any} found @returns {number[]} */
const numbersOf = (found) => (found?.bdata ? [...new TYPES[found.dtype](bytesOf(found.bdata).buffer)] : found);
const dark = matchMedia("(prefers-color-scheme: dark)");

/** @param {any} layout @param {Log} log */
function layoutOf(layout, log) {
  const style = getComputedStyle(document.documentElement);
  const colorway = style.getPropertyValue("--st-chart-categorical-colors").split(",").map((colour) => colour.trim());
  const [text, paper, line] = ["text", "background", "border"].map((name) => style.getPropertyValue(`--st-${name}-color`));
  const axis = { gridcolor: line, linecolor: line, tickcolor: line, automargin: true };
  const titled = (/** @type {any} */ { title, ...given } = {}) => ({ ...given, title: { ...title, font: { size: 12 } } });
  const kind = (/** @type {any} */ given, /** @type {boolean} */ logarithmic) => ({ ...axis, ...titled(given), ...(logarithmic && { type: "log", autorange: true }) });
  const level = innerWidth < 600 ? { y: -0.34, yanchor: "top" } : { y: 1.02, yanchor: "bottom" };
  return {
    ...layout, margin: { ...layout.margin, t: 44 }, legend: layout.legend?.orientation === "v" ? layout.legend : { orientation: "h", ...level },
    template: {}, autosize: true, paper_bgcolor: paper, plot_bgcolor: paper, colorway,
    font: { color: text, family: style.getPropertyValue("--st-font"), size: 13 }, hoverlabel: { bgcolor: paper, bordercolor: line },
    xaxis: { ...kind(layout.xaxis, log.x), ...(log.x && { title: { text: "generation + 1", font: { size: 12 } } }) }, yaxis: kind(layout.yaxis, log.y),
  };
}

// On a logarithmic axis generation 0 stands at 1.
/** @param {any} trace */
const shifted = (trace) => ({ ...trace, x: numbersOf(trace.customdata).map((generation) => generation + 1) });

/** @param {ParentNode} root @param {string} selector */
const partOf = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

// A column a key; none where there is nothing in it.
/** @param {Record<string, string[]>} columns */
function tablesOf(columns) {
  const [names, cells] = [Object.keys(columns), Object.values(columns)];
  if (!names.length) return [];
  const table = document.createElement("table");
  const row = (/** @type {string[]} */ texts, /** @type {"col" | "row"} */ scope) => {
    const line = table.insertRow();
    texts.forEach((text, i) => {
      const cell = document.createElement(scope === "col" || i === 0 ? "th" : "td");
      if (cell.tagName === "TH") cell.setAttribute("scope", scope);
      cell.textContent = text;
      line.append(cell);
    });
  };
  row(names, "col");
  cells[0].forEach((_, i) => row(cells.map((column) => column[i]), "row"));
  return [table];
}

class Panel {
  at = 0;
  /** @type {Log} */ log = { x: false, y: false };
  root = document.createElement("section");

  /** @param {string} title @param {Chart[]} charts */
  constructor(title, charts) {
    this.charts = charts;
    this.root.innerHTML = "<h2></h2><div class=chosen></div><div class=plot></div><p class=note></p><div class=figures></div>";
    partOf(this.root, "h2").textContent = title;
    if (charts.length > 1) this.offer();
    if (charts[0].axes) this.toggle("x", "log generations");
    if (charts[0].axes) this.toggle("y", "log values");
    partOf(document, ".plots").append(this.root);
    this.draw();
  }

  offer() {
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", "What is drawn");
    choice.append(...this.charts.map(({ label }) => new Option(label)));
    choice.addEventListener("change", () => this.draw(choice.selectedIndex));
    partOf(this.root, ".chosen").append(choice);
  }

  /** @param {keyof Log} axis @param {string} label */
  toggle(axis, label) {
    const [whole, box] = [document.createElement("label"), document.createElement("input")];
    box.type = "checkbox";
    box.addEventListener("change", () => {
      this.log[axis] = box.checked;
      this.draw();
    });
    whole.append(box, ` ${label}`);
    partOf(this.root, ".chosen").append(whole);
  }

  draw(at = this.at) {
    this.at = at;
    const { figure, note, label, table } = this.charts[at];
    const data = this.log.x ? figure.data.map(shifted) : figure.data;
    const name = label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const config = { displaylogo: false, displayModeBar: true, showSendToCloud: false, responsive: true, toImageButtonOptions: { format: "svg", filename: name, width: 1000, height: 500 } };
    /** @type {any} */ (globalThis).Plotly.react(partOf(this.root, ".plot"), structuredClone(data), layoutOf(figure.layout, this.log), { ...config, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] });
    partOf(this.root, ".note").textContent = note;
    partOf(this.root, ".figures").replaceChildren(...tablesOf(table));
  }
}

/** @param {string} id */
const packed = (id) => partOf(document, `#${id}`).textContent;

const library = document.createElement("script");
library.textContent = await unpacked(packed("plotly"));
document.head.append(library);
/** @type {Chart[]} */
const charts = JSON.parse(await unpacked(packed("charts")));
const titles = [...new Set(charts.map(({ title }) => title))];
const drawn = titles.map((title) => new Panel(title, charts.filter((chart) => chart.title === title)));
dark.addEventListener("change", () => drawn.forEach((panel) => panel.draw()));
