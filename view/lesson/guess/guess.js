// The chart of a question as a part of a page: it shows what it is given, and tells where the point was left.
import { Calls } from "../../shell/calls.js";
import { Chart, partOf } from "./chart.js";

/** @typedef {import("./chart.js").Question} Question */
/** @typedef {import("./chart.js").Told} Told */

/** @typedef {{ data: Question | null, send: (told: Told) => void }} Call */

const charts = new Calls({
  begin: (root) => new Chart(root),
  take(chart, /** @type {Call} */ { data, send }) {
    chart.send = send;
    if (data?.question) chart.take(data);
  },
  close: (chart) => chart.close(),
});

/** @param {{ data: Question | null, parentElement: ParentNode, setStateValue: (name: string, value: Told) => void }} component */
export default function mount({ data, parentElement, setStateValue }) {
  return charts.called(partOf(parentElement, ".guess"), { data, send: (told) => setStateValue("guess", told) });
}
