/**
 * @file The experiment command with the tiny experiment as a program: what tests start, kill and interrupt.
 */
import { experimentCommand } from "../../src/papers/experimentCommand";
import { listenForInterruption } from "../../src/papers/interruption";
import { tiny } from "./tinyExperiment";

async function main(): Promise<void> {
  process.exitCode = await experimentCommand({
    words: process.argv.slice(2),
    experiments: { tiny: { title: "Two methods that do nothing", load: async () => tiny } },
    interruption: listenForInterruption(() => process.stderr.write("stopping\n")),
    out: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${text}\n`),
  });
}

void main();
