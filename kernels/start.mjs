/**
 * The main job: executes the opening notebook and each paper's central one, and prints their results, ours beside
 * the reported ones. Set-up has run before.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./machine.mjs";
import { executeNotebooks } from "./notebooks.mjs";

const central = ["00-start-here", "dimp/5.1-table-1", "u-dpo/4.5-hybrid"];

const began = performance.now();
const status = await executeNotebooks(central);
if (status !== 0) process.exit(status);
for (const name of central) printResults(name);
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(`\nDone in ${seconds} s. Charts are in figures/; npm run lab opens the notebooks in JupyterLab.`);

/** Prints the text of every cell that is tagged as a result. */
function printResults(name) {
  const notebook = JSON.parse(readFileSync(path.join(root, "notebooks", `${name}.ipynb`), "utf8"));
  for (const cell of notebook.cells.filter(({ metadata }) => metadata.tags?.includes("result"))) {
    for (const { data } of cell.outputs.filter((output) => output.data?.["text/plain"])) {
      console.log(`\n${[data["text/plain"]].flat().join("")}`);
    }
  }
}
