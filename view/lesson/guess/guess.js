// The chart of a question as a part of a page: it shows what it is given, and tells where the point was left.
import { Chart, partOf } from "./chart.js";

/** @typedef {import("./chart.js").Question} Question */
/** @typedef {import("./chart.js").Told} Told */

/** @type {WeakMap<Element, Chart>} */
const charts = new WeakMap();

/** @param {{ data: Question | null, parentElement: ParentNode, setStateValue: (name: string, value: Told) => void }} component */
export default function mount({ data, parentElement, setStateValue }) {
  const root = partOf(parentElement, ".guess");
  const chart = charts.get(root) ?? new Chart(root);
  charts.set(root, chart);
  const send = (/** @type {Told} */ told) => setStateValue("guess", told);
  chart.send = send;
  if (data?.question) chart.take(data);
  return () => {
    if (chart.send !== send) return; // a newer call has come in between
    chart.close();
    charts.delete(root);
  };
}
