/**
 * @file What to look at while a decoder is tuned on preference pairs: rewards, likelihood, distance, and its texts.
 */
import { generate } from "../generation/generate";
import type { GenerationSettings } from "../generation/generationSettings";
import type { Generated } from "../generation/runningSample";
import type { Decoder } from "../models/decoder";
import type { Policy } from "../models/policy";
import { type CompletionScorer, completionScorer, sumLogProb } from "../models/sequenceLogProbs";
import { mean } from "../statistics/mean";
import type { Measures } from "../training/history";
import type { TunedPair } from "../training/pairBatch";
import { type DistanceEstimate, klToReference } from "./klToReference";
import { type PairScores, rewardAccuracy, rewardTies } from "./rewardAccuracy";
import { textVariety } from "./textVariety";

export interface WatchOptions {
  /** The model before tuning: the reference of rewards and of the distance. */
  decoder: Decoder;
  policy: Policy;
  /** Pairs that are not trained on, with what the reference says of them. */
  pairs: readonly TunedPair[];
  /** Prompts to write texts for at each measure; without them only the pairs are looked at. */
  texts?: WatchedTexts;
  /** Texts scored at a time; default 16. */
  batchSize?: number;
  signal?: AbortSignal;
}

/** What to write at each measure, always with the same chance. At temperature 1, whatever is used later. */
export interface WatchedTexts
  extends Pick<
    GenerationSettings,
    "samples" | "maxTokens" | "seed" | "stopTexts" | "batchSize" | "recordings"
  > {
  prompts: readonly (readonly number[])[];
  /** What else can be known of a text, by name: averaged over the texts and reported beside the rest. */
  facts?(text: string, prompt: number): Measures;
}

/** Looks at one policy again and again. */
export interface PreferenceWatch {
  /** For `measure.run` of `tunePreferences`. */
  measure(trainable: Policy["trainable"]): Promise<Measures>;
  /** Frees the recorded graphs. */
  dispose(): void;
}

/**
 * Watches a policy on held-out pairs and on texts of its own.
 *
 * On the pairs: `rewardAccuracy` and `rewardTies` against the reference; `rewardMargin`, the mean of Δ without β;
 * `chosenLogProb` and `rejectedLogProb`, means in nats a text: both usually fall, which the accuracy does not show.
 * On the texts: `klToReference` with its standard error `klError`, in nats a text; `tokens`, their mean number; `ended`,
 * the share that ended by itself; `repetition` and `distinct2` as in `textVariety`.
 *
 * Source:  U-DPO paper, Section 4.2, Figure 2, for the reward accuracy; TRL's logs for the others.
 * Differs: the paper looks at the pairs that it trains on; here they are the caller's, and should be held out.
 *
 * @throws RangeError from `measure` if there is no pair or, where texts are asked for, no prompt
 * @throws the signal's reason if it is aborted
 */
export function watchPreferences(options: WatchOptions): PreferenceWatch {
  const scorer = completionScorer(options.decoder.config);
  return {
    async measure(trainable) {
      const ofPairs = await pairMeasures(scorer, options, trainable);
      return { ...ofPairs, ...(options.texts ? await textMeasures(scorer, options, trainable) : {}) };
    },
    dispose: () => scorer.dispose(),
  };
}

async function pairMeasures(
  scorer: CompletionScorer,
  { policy, pairs, batchSize = 16, signal }: WatchOptions,
  trainable: Policy["trainable"],
): Promise<Measures> {
  const texts = pairs.flatMap(({ chosen, rejected }) => [chosen, rejected]);
  const sums = (await scorer.score(policy.weights(trainable), texts, { batchSize, signal })).map(sumLogProb);
  const scores: PairScores = {
    chosen: pairs.map((_, pair) => sums[2 * pair]),
    rejected: pairs.map((_, pair) => sums[2 * pair + 1]),
  };
  const reference: PairScores = {
    chosen: pairs.map((pair) => pair.reference.chosen),
    rejected: pairs.map((pair) => pair.reference.rejected),
  };
  const gain = (side: "chosen" | "rejected") => mean(scores[side]) - mean(reference[side]);
  return {
    rewardAccuracy: rewardAccuracy(scores, reference),
    rewardTies: rewardTies(scores, reference),
    rewardMargin: gain("chosen") - gain("rejected"),
    chosenLogProb: mean(scores.chosen),
    rejectedLogProb: mean(scores.rejected),
  };
}

async function textMeasures(
  scorer: CompletionScorer,
  { decoder, policy, texts, batchSize = 16, signal }: WatchOptions,
  trainable: Policy["trainable"],
): Promise<Measures> {
  const { prompts, facts, ...settings } = texts!;
  const weights = policy.weights(trainable);
  const moved = { ...decoder, params: weights.params };
  const written = await generate(moved, prompts, { ...settings, adapter: weights.adapter, signal });
  signal?.throwIfAborted();
  const completions = written.flatMap((text) => completionOf(text, prompts[text.prompt], decoder));
  const score = async (under: ReturnType<Policy["weights"]>) =>
    (await scorer.score(under, completions, { batchSize, signal })).map(sumLogProb);
  const distance = klToReference(await score(weights), await score({ params: decoder.params }));
  const known = facts ? written.map(({ text, prompt }) => facts(text, prompt)) : [];
  return {
    ...named(distance),
    ...lengths(written),
    ...textVariety(written.map(({ text }) => text)),
    ...meansOf(known),
  };
}

/** A written text with the token that ended it; nothing for one without any token. */
function completionOf({ tokens, finish }: Generated, prompt: readonly number[], decoder: Decoder) {
  const end = finish === "stop token" ? decoder.generation.stopTokens.slice(0, 1) : [];
  const completion = [...tokens, ...end];
  return completion.length === 0 ? [] : [{ prompt, completion }];
}

function named({ nats, standardError }: DistanceEstimate): Measures {
  return { klToReference: nats, klError: standardError };
}

/** By name; nothing where nothing is known. */
function meansOf(known: readonly Measures[]): Measures {
  const names = Object.keys(known[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, mean(known.map((one) => one[name]))]));
}

function lengths(written: readonly Generated[]): Measures {
  return {
    tokens: mean(written.map(({ tokens }) => tokens.length)),
    ended: written.filter(({ finish }) => finish !== "length").length / written.length,
  };
}
