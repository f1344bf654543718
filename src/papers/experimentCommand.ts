/**
 * @file The command `npm run experiment`: lists experiments, runs one, prints its result.
 */
import { durationText } from "../charts/format";
import type { Experiment, ExperimentResult } from "../experiments/experiment";
import { gridProgressBar } from "../experiments/gridProgressBar";
import type { GridProgress } from "../experiments/runGrid";
import type { ExperimentEntry } from "./experiments";
import type { Interruption } from "./interruption";
import { type RunRequest, readArguments, usage } from "./readArguments";

/** What a command stands on: words, experiments, streams, Ctrl-C. */
export interface CommandPlace {
  readonly words: readonly string[];
  readonly experiments: { readonly [name: string]: ExperimentEntry };
  readonly interruption: Interruption;
  /** Writes lines of the result. */
  out(text: string): void;
  /** Writes lines about the run. */
  tell(text: string): void;
}

/**
 * Does what the words say; problems are told in one line.
 *
 * @returns the exit code: 0 done, 1 refused or failed, 130 or 143 interrupted
 */
export async function experimentCommand(place: CommandPlace): Promise<number> {
  try {
    const request = readArguments(place.words);
    if (request === "help") place.out(usage);
    else if (request === "list") place.out(list(place.experiments));
    else return await run(request, place);
    return 0;
  } catch (error) {
    place.tell(explain(error));
    return 1;
  }
}

function list(experiments: CommandPlace["experiments"]): string {
  const width = Math.max(...Object.keys(experiments).map((name) => name.length));
  return Object.entries(experiments)
    .map(([name, { title }]) => `${name.padEnd(width)}  ${title}`)
    .join("\n");
}

async function run(request: RunRequest, place: CommandPlace): Promise<number> {
  const experiment = await load(request, place.experiments);
  const bar = gridProgressBar(request.name);
  let last: GridProgress = { done: 0, total: 0, text: "" };
  const onProgress = (progress: GridProgress) => {
    // Preparations and the grid's first word are lines of their own; the rest is the bar's.
    if (last.total === 0) place.tell(progress.text);
    last = progress;
    bar.onProgress(progress);
  };
  const started = performance.now();
  try {
    const seeds = request.seeds ?? experiment.seeds;
    const { signal } = place.interruption;
    const result = await experiment.run({ ...request, seeds, onProgress, signal });
    bar.finish();
    place.out(request.json ? resultLine(result) : experiment.print(result));
    place.tell(`${durationText((performance.now() - started) / 1000)}; runs are kept in ${request.ledger}`);
    return 0;
  } catch (error) {
    bar.finish();
    if (!place.interruption.signal.aborted) throw error;
    place.tell(goOn(request.ledger, last, place.words));
    return place.interruption.exitCode();
  }
}

async function load(request: RunRequest, experiments: CommandPlace["experiments"]): Promise<Experiment> {
  const { name, scale } = request;
  if (!Object.hasOwn(experiments, name)) {
    const known = Object.keys(experiments).join(", ");
    throw new RangeError(`experiment: name is ${name}, expected one of ${known}`);
  }
  const experiment = await experiments[name].load();
  if (!experiment.scales.includes(scale)) {
    const possible = experiment.scales.join(", ");
    throw new RangeError(`experiment: --scale is ${scale}, expected one of ${possible} for ${name}`);
  }
  return experiment;
}

/** One line of JSON with the fields that every experiment has, in their order. */
function resultLine({ experiment, scale, seeds, rows, claims, seconds }: ExperimentResult): string {
  return JSON.stringify({ experiment, scale, seeds, rows, claims, seconds });
}

function goOn(ledger: string, { done, total }: GridProgress, words: readonly string[]): string {
  const command = words.map((word) =>
    /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  const kept =
    total > 0 ? `: ${Math.floor(done)} of ${total} runs are kept in ${ledger}` : " before the first run";
  return `Stopped${kept}. The same command goes on from there:\n  npm run experiment -- ${command.join(" ")}`;
}

/** A refusal is one line; what nobody foresaw shows where it happened. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return `experiment: failed with ${String(error)}`;
  const foreseen = /^\w+: /.test(error.message) || Reflect.has(error, "code");
  return foreseen ? error.message.split("\n")[0] : (error.stack ?? error.message);
}
