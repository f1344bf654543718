/**
 * @file The weights of single texts in the exact world: what the checkers estimate beside what is true.
 */
import { seedDesk } from "./seedDesk";
import { type TableSettings, worldSettings } from "./settings";
import { worldScene } from "./worldScene";

/** One generated text; probabilities are those of the label that it carries. */
export interface TextWeight {
  /** P'(y | x) of the quality checker. */
  quality: number;
  /** Q(y | x) of the diversity checker. */
  diversity: number;
  /** IMP's weight, P'(y | x) / Q(y | x). */
  estimated: number;
  /** The weight that it estimates, P(y | x) / Q(y | x). */
  exact: number;
  /** Whether the text was written from the class that its label names. */
  label: "right" | "wrong";
}

/**
 * Fits both checkers for one seed of Table 1 in the exact world and sets their ratio beside the true one.
 *
 * Source:  Kuo et al. 2025, Eq. 4 and 6: the weight that is wanted, and the one that can be had.
 *
 * @returns one entry per generated text, in the order of the set
 * @throws the signal's reason if it is aborted
 */
export async function textWeights(options: {
  seed: number;
  signal?: AbortSignal;
  settings?: TableSettings;
}): Promise<TextWeight[]> {
  const { seed, signal = new AbortController().signal, settings = worldSettings } = options;
  const scene = worldScene(settings);
  const desk = seedDesk(scene, undefined, settings);
  try {
    const { of, checkers } = await desk.take(seed, signal);
    const scores = await checkers.scores("synthetic", ["quality", "diversity"], signal);
    const { logReal, logGenerated, wrongLabel } = of.exact!;
    return Array.from(scores.logQuality!, (logQuality, i) => ({
      quality: Math.exp(logQuality),
      diversity: Math.exp(scores.logDiversity![i]),
      estimated: Math.exp(logQuality - scores.logDiversity![i]),
      exact: Math.exp(logReal[i] - logGenerated[i]),
      label: wrongLabel[i] ? "wrong" : "right",
    }));
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}
