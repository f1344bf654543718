import { expect, test, vi } from "vitest";
import { fixed, signed, withInterval } from "../../src/charts/format";
import { showTable, table } from "../../src/charts/table";

const rows = [
  { data: "MRPC", method: "CE", mean: 0.71, low: 0.7, high: 0.72, gain: 0 },
  { data: "MRPC", method: "DIMP", mean: 0.79, low: 0.775, high: 0.805, gain: 0.08 },
  { data: "Tweet irony", method: "CE", mean: 0.65, low: 0.6, high: 0.7, gain: -0.01 },
];

function bundle(made: ReturnType<typeof table>) {
  return made[Symbol.for("Jupyter.display") as never] as unknown as () => {
    "text/html": string;
    "text/plain": string;
  };
}

test("table as text is Markdown with aligned columns", () => {
  const columns = [
    { field: "data" },
    { field: "mean", title: "accuracy", format: withInterval({ low: "low", high: "high" }, fixed(2)) },
    { field: "gain", title: "− CE", format: signed(2) },
  ];
  expect(String(table(rows, { columns, caption: "Accuracy", note: "4 seeds" }))).toBe(
    [
      "Accuracy",
      "",
      "| data        |          accuracy |  − CE |",
      "|:------------|------------------:|------:|",
      "| MRPC        | 0.71 [0.70, 0.72] |  0.00 |",
      "| MRPC        | 0.79 [0.78, 0.81] | +0.08 |",
      "| Tweet irony | 0.65 [0.60, 0.70] | −0.01 |",
      "",
      "4 seeds",
    ].join("\n"),
  );
});

test("table marks the best of each data set, and none where a data set has one row", () => {
  const columns = [{ field: "method" }, { field: "mean", best: "highest" as const }];
  expect(String(table(rows, { columns, bestPer: "data" }))).toBe(
    [
      "| method | mean   |",
      "|:-------|-------:|",
      "| CE     | 0.71   |",
      "| DIMP   | 0.79 * |",
      "| CE     | 0.65   |",
      "",
      "* best per data",
    ].join("\n"),
  );
});

test("table marks ties, the lowest where low is good, and skips what is missing", () => {
  const losses = [{ loss: 0.5 }, { loss: null }, { loss: 0.25 }, { loss: 0.25 }];
  expect(
    String(table(losses, { columns: [{ field: "loss", best: "lowest" }] }))
      .split("\n")
      .slice(2, 6),
  ).toEqual(["|  0.5   |", "|    –   |", "| 0.25 * |", "| 0.25 * |"]);
});

test("table as HTML escapes every text: titles, cells, caption, note", () => {
  const made = table([{ "<i>": `<script>alert("x")</script> & 'y'` }], { caption: "<b>", note: "<u>" });
  const html = bundle(made)()["text/html"];
  expect(html).not.toMatch(/<(script|i|b|u)>/);
  expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;");
});

test("table as HTML is exactly this for one small case", () => {
  const columns = [{ field: "method" }, { field: "mean", best: "highest" as const }];
  expect(bundle(table(rows.slice(0, 2), { columns }))()["text/html"]).toBe(
    [
      '<table style="border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 4px 0">',
      "<thead>",
      '<tr><th align="left" style="text-align: left">method</th><th align="right" style="text-align: right">mean&nbsp;&nbsp;</th></tr>',
      "</thead>",
      "<tbody>",
      '<tr><td align="left" style="text-align: left">CE</td><td align="right" style="text-align: right">0.71&nbsp;&nbsp;</td></tr>',
      '<tr><td align="left" style="text-align: left">DIMP</td><td align="right" style="text-align: right"><b>0.79&nbsp;*</b></td></tr>',
      "</tbody>",
      "</table>",
      '<div style="font-size: 85%; opacity: 0.75; padding-left: 8px">* best of its column</div>',
    ].join("\n"),
  );
});

test("a text with bars and line breaks stays in its cell", () => {
  expect(String(table([{ text: "a | b\nc" }])).split("\n")[2]).toBe("| a \\| b c |");
});

test("a table shows the same text as a string and in a notebook", () => {
  expect(bundle(table(rows))()["text/plain"]).toBe(String(table(rows)));
});

test("showTable prints the table's text outside a notebook", () => {
  const print = vi.spyOn(console, "log").mockImplementation(() => {});
  showTable(rows, { caption: "Accuracy" });
  expect(print.mock.calls).toEqual([[String(table(rows, { caption: "Accuracy" }))]]);
  print.mockRestore();
});

test("a table of no rows, and a column that is in no row, are refused", () => {
  expect(() => table([])).toThrow(new RangeError("table: rows is empty, expected at least one row"));
  expect(() => table(rows, { columns: [{ field: "acuracy" }] })).toThrow(
    new RangeError("table: column acuracy is in no row, expected a field"),
  );
});
