/**
 * @file Runs a bench by its file's name: `npm run bench -- train-step [--json]`. Says what it finds line by line, with
 * `--json` nothing but the result, in one line.
 */
import { readdirSync } from "node:fs";

/** A bench file exports one of these: it says what it finds and returns it. */
export type Bench = (say: (line: string) => void) => Promise<object>;

const notBenches = ["run", "peer", "llama"];

async function main(args: string[]): Promise<void> {
  const json = args.includes("--json");
  const names = args.filter((arg) => !arg.startsWith("--"));
  const known = readdirSync(__dirname)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notBenches.includes(name));
  if (names.length !== 1 || !known.includes(names[0])) {
    throw new RangeError(
      `bench: name is ${names.join(" ") || "missing"}, expected one of ${known.join(", ")}`,
    );
  }
  const { bench } = (await import(`./${names[0]}`)) as { bench: Bench };
  const result = await bench(json ? () => {} : console.log);
  if (json) console.log(JSON.stringify(result));
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
