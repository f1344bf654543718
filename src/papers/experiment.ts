/**
 * @file The program behind `npm run experiment`.
 */
import { experimentCommand } from "./experimentCommand";
import { experiments } from "./experiments";
import { listenForInterruption } from "./interruption";

const tell = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  process.exitCode = await experimentCommand({
    words: process.argv.slice(2),
    experiments,
    interruption: listenForInterruption(() =>
      tell("\nStopping after this step; Ctrl-C again stops at once."),
    ),
    out: (text) => process.stdout.write(`${text}\n`),
    tell,
  });
}

void main();
