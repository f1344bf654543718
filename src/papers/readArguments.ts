/**
 * @file What stands behind `npm run experiment --`, read and checked.
 */
import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Scale, scales } from "../experiments/experiment";

/** A run that was asked for; what is not given is left to the experiment. */
export interface RunRequest {
  readonly name: string;
  readonly scale: Scale;
  readonly data?: string;
  readonly synthetic?: string;
  readonly seeds?: number;
  readonly ledger: string;
  readonly json: boolean;
}

export const usage = `npm run experiment -- list
npm run experiment -- NAME [options]
  --scale world|small|paper   how much to run (world)
  --data FOLDER               the data set, where the scale takes one
  --synthetic NAME            which synthetic set of that folder
  --seeds N                   runs per method, from 2 (the paper's number)
  --ledger FILE               where finished runs are kept (.synthclass/ledgers/...)
  --json                      print the result as one line of JSON`;

const options = {
  scale: { type: "string" },
  data: { type: "string" },
  synthetic: { type: "string" },
  seeds: { type: "string" },
  ledger: { type: "string" },
  json: { type: "boolean" },
} as const;

type OptionName = keyof typeof options;

/**
 * Reads the words of a command.
 *
 * @returns "list", "help", or the run that is asked for
 * @throws RangeError if a word is unknown, an option is given twice, or a value does not fit
 */
export function readArguments(words: readonly string[]): "list" | "help" | RunRequest {
  if (words.includes("--help") || words.includes("-h")) return "help";
  const { names, values } = splitWords(words);
  if (names.length !== 1) {
    const given = names.length === 0 ? "missing" : names.join(" ");
    throw new RangeError(`experiment: name is ${given}, expected one name or list`);
  }
  if (names[0] === "list") {
    for (const name of values.keys()) {
      throw new RangeError(`experiment: option --${name} is given to list, expected none`);
    }
    return "list";
  }
  const scale = readScale(values.get("scale"));
  const data = readFolder(values.get("data"));
  const synthetic = values.get("synthetic");
  const seeds = readSeeds(values.get("seeds"));
  const ledger = values.get("ledger") ?? defaultLedger([names[0], scale, data && basename(data), synthetic]);
  return { name: names[0], scale, data, synthetic, seeds, ledger, json: values.has("json") };
}

function splitWords(words: readonly string[]): { names: string[]; values: Map<OptionName, string> } {
  const { tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const names: string[] = [];
  const values = new Map<OptionName, string>();
  for (const token of tokens) {
    if (token.kind === "positional") names.push(token.value);
    if (token.kind !== "option") continue;
    const name = expectOption(token.name, token.rawName);
    if (values.has(name)) throw new RangeError(`experiment: option --${name} is given twice, expected once`);
    values.set(name, expectValue(name, token.value));
  }
  return { names, values };
}

function expectOption(name: string, rawName: string): OptionName {
  if (Object.hasOwn(options, name)) return name as OptionName;
  const known = Object.keys(options).map((option) => `--${option}`);
  throw new RangeError(`experiment: option ${rawName} is unknown, expected one of ${known.join(", ")}`);
}

function expectValue(name: OptionName, value: string | undefined): string {
  if (options[name].type === "boolean") {
    if (value === undefined) return "";
    throw new RangeError(`experiment: option --${name} is ${value}, expected no value`);
  }
  // In "--data --json" the value was forgotten.
  if (value === undefined || value === "" || value.startsWith("--")) {
    throw new RangeError(`experiment: option --${name} is without a value, expected one`);
  }
  return value;
}

function readScale(text = "world"): Scale {
  if ((scales as readonly string[]).includes(text)) return text as Scale;
  throw new RangeError(`experiment: --scale is ${text}, expected one of ${scales.join(", ")}`);
}

function readFolder(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return resolve(folder);
  throw new RangeError(`experiment: --data is ${folder}, expected a folder`);
}

function readSeeds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text) && Number(text) >= 2) return Number(text);
  throw new RangeError(`experiment: --seeds is ${text}, expected a whole number from 2`);
}

/** Settings are in the key of each run: different runs may share a file, its name only helps to find them. */
function defaultLedger(parts: readonly (string | undefined)[]): string {
  const [name, scale, data = "default", synthetic] = parts;
  const title = [name, scale, data, synthetic].filter((part) => part !== undefined).join("-");
  return join(".synthclass", "ledgers", `${title.replace(/[^\w.-]+/g, "-")}.jsonl`);
}
