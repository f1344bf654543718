/** @file Sampling settings, each measured on five texts for each of several prompts. */
import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { generate } from "../../generation/generate";
import type { GenerationProgress } from "../../generation/generationSettings";
import type { Generated } from "../../generation/runningSample";
import { tokenPieces } from "../../text/tokenPieces";
import type { GenerationScene, ScenePrompt } from "./generationScene";
import { appendSamples } from "./sampleLedger";
import { sampleMetrics } from "./sampleMetrics";
import { type Sampling, samplingName } from "./sampling";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/**
 * Measures every sampling setting for seeds 0, 1, ..., each with its own demonstrations.
 *
 * All settings of a seed have the same prompts and the same stream of chance. With a ledger the texts of seed 0 are
 * kept beside it, in a file that ends in `.samples.jsonl`.
 */
export async function generationSweep(
  scene: GenerationScene,
  options: Pick<ExperimentOptions, "ledger" | "onProgress" | "signal" | "seeds">,
): Promise<RunRecord[]> {
  const { ledger, onProgress, signal, seeds } = options;
  const samplesFile = ledger?.replace(/(\.jsonl)?$/, ".samples.jsonl");
  const cells = cellsOf(scene, seeds, samplesFile);
  return runGrid({ cells, ledger, onProgress, signal });
}

function cellsOf(scene: GenerationScene, seeds: number, samplesFile: string | undefined): Cell[] {
  const { samples, maxTokens, prompts } = scene.settings;
  return Array.from({ length: seeds }, (_, seed) =>
    scene.forms.flatMap((form) =>
      scene.settings.sweep.map((sampling): Cell => {
        const place = { data: scene.data, source: form, method: samplingName(sampling), seed };
        return {
          ...place,
          settings: { revision, samples, maxTokens, prompts, ...sampling, ...scene.fingerprint },
          async run(signal, report) {
            const asked = scene.prompts(form, seed);
            const onProgress = ({ done, total }: GenerationProgress) => report(done / total);
            const texts = await fiveSamples(scene, asked, { ...sampling, seed, signal, onProgress });
            signal.throwIfAborted();
            if (seed === 0 && samplesFile) keepSamples(scene, samplesFile, place, asked, texts);
            return sampleMetrics(asked, texts, scene.judge);
          },
        };
      }),
    ),
  ).flat();
}

/** The samples of some prompts; five for each, as in Section 4.1, unless the scene says otherwise. */
export function fiveSamples(
  { decoder, settings, stopTexts }: GenerationScene,
  prompts: readonly ScenePrompt[],
  options: Sampling & {
    seed: number;
    signal?: AbortSignal;
    onProgress?: (progress: GenerationProgress) => void;
  },
): Promise<Generated[]> {
  const { samples, maxTokens } = settings;
  const ids = prompts.map(({ tokens }) => tokens);
  return generate(decoder, ids, { ...options, samples, maxTokens, stopTexts, batchSize: 64 });
}

function keepSamples(
  { decoder }: GenerationScene,
  file: string,
  place: { data: string; source: string; method: string; seed: number },
  prompts: readonly ScenePrompt[],
  texts: readonly Generated[],
): void {
  const records = texts.map(({ prompt, sample, tokens, logProbs, finish }) => ({
    ...place,
    label: prompts[prompt].label,
    demonstrations: prompts[prompt].demonstrations.map((text) => text.split(" ").slice(0, 10).join(" ")),
    sample,
    pieces: tokenPieces(decoder.tokenizer, tokens),
    logProbs: logProbs.map((logProb) => Number(logProb.toFixed(3))),
    finish,
  }));
  appendSamples(file, records);
}
