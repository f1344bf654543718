/**
 * @file Sentence embeddings by all-MiniLM-L6-v2, here and by sentence-transformers: same texts, equal vectors, in turn.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeDevice } from "../../src/engine/device";
import { disposeTree } from "../../src/engine/tensorTree";
import { embedTexts } from "../../src/models/embedTexts";
import { loadEncoder } from "../../src/models/loadEncoder";
import { modelFolder } from "../../src/models/modelFolder";
import { stream } from "../../src/random/stream";
import { type Peer, startPeer } from "./peer";

const sizes = { texts: 256, shortestWords: 4, longestWords: 180, batch: 32 };
const rounds = 5;
/** The largest gap between 1 and the cosine of a text's two vectors. */
const tolerance = 1e-4;

type Pass = { vectors: ArrayLike<number>[]; seconds: number };

/** Measures texts per second; throws where a text's two vectors differ. */
export async function bench(say: (line: string) => void): Promise<object> {
  const folder = modelFolder("all-MiniLM-L6-v2");
  const encoder = loadEncoder(folder);
  const texts = raggedTexts();
  const peer = await startBeside(folder, texts, say);
  try {
    const runOurs = (): Promise<Pass> => embedTexts(encoder, texts, { batchSize: sizes.batch });
    const runTheirs = () => peer.ask({ batch: sizes.batch }) as Promise<Pass>;
    say(
      `cosine of the two vectors of a text: 1 - ${compare(await runOurs(), await runTheirs()).toExponential(1)}`,
    );
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(texts.length / (await runOurs()).seconds);
      theirs.push(texts.length / (await runTheirs()).seconds);
    }
    return report(median(ours), median(theirs), { ...describeDevice(), ...peer.greeting }, say);
  } finally {
    peer.stop();
    disposeTree(encoder.params);
  }
}

function report(ours: number, theirs: number, versions: object, say: (line: string) => void) {
  const ratio = Number((ours / theirs).toFixed(2));
  say(`ours ${ours.toFixed(1)} texts/s, sentence-transformers ${theirs.toFixed(1)} texts/s, ratio ${ratio}`);
  const perSecond = (rate: number) => Number(rate.toFixed(1));
  return {
    name: "embed",
    unit: "texts/s",
    sizes,
    ours: perSecond(ours),
    theirs: perSecond(theirs),
    ratio,
    versions,
  };
}

/** Made-up texts, more short ones than long ones. */
function raggedTexts(): string[] {
  const random = stream(1, "bench/embed");
  const words =
    "the model label text sample method weight result shows strong evidence for small data sets".split(" ");
  const { texts, shortestWords, longestWords } = sizes;
  return Array.from({ length: texts }, () => {
    const length = Math.round(shortestWords + (longestWords - shortestWords) * random.uniform() ** 2);
    return Array.from({ length }, () => words[random.integer(words.length)]).join(" ");
  });
}

async function startBeside(folder: string, texts: string[], say: (line: string) => void): Promise<Peer> {
  const scratch = mkdtempSync(path.join(tmpdir(), "embed-"));
  try {
    const file = path.join(scratch, "texts.json");
    writeFileSync(file, JSON.stringify(texts));
    return await startPeer("embed.py", [folder, file], say);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The largest distance of a cosine from 1; vectors have length 1. */
function compare(ours: Pass, theirs: Pass): number {
  const gaps = ours.vectors.map((vector, row) => {
    const other = theirs.vectors[row];
    return Math.abs(
      1 - Array.from(vector, (value, f) => value * other[f]).reduce((sum, part) => sum + part, 0),
    );
  });
  const gap = Math.max(...gaps);
  if (!(gap <= tolerance))
    throw new Error(`bench: cosines differ from 1 by ${gap}, expected at most ${tolerance}`);
  return gap;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
