/**
 * @file Showing a chart: one output with every form a viewer may know, and two files that keep it.
 */
import { join } from "node:path";
import type { Chart } from "./chart";
import { drawPng, drawSvg } from "./draw";
import { displayBundle } from "./notebook";
import { writeIfChanged } from "./writeIfChanged";

/**
 * Shows a chart in the cell that runs now and writes `figures/<name>.svg` and `figures/<name>.vl.json`.
 * Outside a notebook it writes the files and prints one line.
 *
 * The same chart gives the same bytes, and a file that would not change is not touched.
 *
 * @param name the notebook's name, a hyphen, and the figure's: "dpo-04-shape-of-the-loss"
 * @param folder where the files go, from the working directory
 * @throws RangeError if the name has other characters than a to z, 0 to 9, "." and "-", or starts with "."
 */
export async function show(chart: Chart, name: string, folder = "figures"): Promise<void> {
  if (!/^[a-z0-9-][a-z0-9.-]*$/.test(name)) {
    throw new RangeError(`show: name is ${JSON.stringify(name)}, expected a to z, 0 to 9, "." and "-" only`);
  }
  const svg = await drawSvg(chart);
  writeIfChanged(join(folder, `${name}.svg`), svg);
  writeIfChanged(join(folder, `${name}.vl.json`), chartText(chart));
  const png = drawPng(svg);
  displayBundle({
    data: {
      "application/vnd.vegalite.v5+json": chart,
      "image/png": png.bytes.toString("base64"),
      "text/plain": chart.description,
    },
    metadata: { "image/png": { width: png.width, height: png.height } },
  });
}

/** The specification as JSON, one row of data to a line, so that a changed number is one changed line. */
export function chartText(chart: Chart): string {
  const { data, ...rest } = chart as Chart & { data: { values: object[] } };
  const rows = data.values.map((row) => `      ${JSON.stringify(row)}`).join(",\n");
  const frame = JSON.stringify({ ...rest, data: { values: [] } }, null, 2);
  // The data come last, so their empty list ends the text: names within the chart cannot be taken for it.
  const end = `"data": {\n    "values": []\n  }\n}`;
  return `${frame.slice(0, -end.length)}"data": {\n    "values": [\n${rows}\n    ]\n  }\n}\n`;
}
