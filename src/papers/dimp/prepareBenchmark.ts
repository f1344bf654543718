/**
 * @file A program: `npx tsx src/papers/dimp/prepareBenchmark.ts NAME SOURCE TARGET [SYNTHETIC]`.
 */
import { benchmarkFolder, benchmarks } from "./benchmarkFolder";

async function main([name, source, target, synthetic, ...more]: string[]): Promise<void> {
  if (!target || more.length > 0) {
    process.stderr.write(
      `prepareBenchmark: ${process.argv.length - 2} words are given, expected NAME (${Object.keys(benchmarks).join(", ")}) SOURCE TARGET [SYNTHETIC]\n`,
    );
    process.exitCode = 1;
    return;
  }
  try {
    const counts = await benchmarkFolder(name, source, target, synthetic);
    const told = Object.entries(counts).map(([split, rows]) => `${split} ${rows}`);
    process.stdout.write(`${target}: ${told.join(", ")}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split("\n")[0]}\n`);
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
