/**
 * @file The experiments that can be run, by name: paper, section, item.
 */
import type { Experiment } from "../experiments/experiment";

export interface ExperimentEntry {
  /** What it shows, in a line. */
  readonly title: string;
  /** Loads it on demand: listing experiments does not start TensorFlow. */
  load(): Promise<Experiment>;
}

/** All experiments, in the order of papers and sections. */
export const experiments: { readonly [name: string]: ExperimentEntry } = {
  "world/pretrain": {
    title: "The exact world's language model: trained from scratch, held to the world's own limits",
    load: async () => (await import("./world/worldPretrain")).worldPretrain,
  },
  "dimp/2-weighted-losses": {
    title: "What cross entropy converges to, and what weighted losses weigh",
    load: async () => (await import("./dimp/weightedLosses")).weightedLosses,
  },
  "dimp/3.1-3.2-is-generated-data-good": {
    title: "Is generated data good: CE on it beside little real text, entropies and divergences",
    load: async () => (await import("./dimp/generatedData")).generatedData,
  },
  "dimp/4.1-imp": {
    title: "IMP-Loss: the learned weight beside the exact density ratio, text by text",
    load: async () => (await import("./dimp/imp")).imp,
  },
  "dimp/4.2-dimp": {
    title: "DIMP-Loss: which point is worth a step, by trying every one and by its weight",
    load: async () => (await import("./dimp/dimp")).dimp,
  },
  "dimp/5.1-table-1": {
    title: "Weighted losses on synthetic text: cross entropy, focal, IMP and DIMP",
    load: async () => (await import("./dimp/table1")).table1,
  },
  "dimp/5.1-dynamics": {
    title: "Accuracy after each of five epochs, lowest, highest and mean over the seeds",
    load: async () => (await import("./dimp/dynamics")).dynamics,
  },
  "dimp/5.1-small-checkers": {
    title: "Quality checkers that have seen a tenth of the real texts and more",
    load: async () => (await import("./dimp/smallCheckers")).smallCheckers,
  },
  "dimp/5.1-model-size": {
    title: "A larger classifier, weighted by smaller checkers",
    load: async () => (await import("./dimp/modelSize")).modelSize,
  },
  "dimp/5.2-real-data": {
    title: "The paper's data sets with MiniLM: real, generated and noisy texts, accuracy and macro F1",
    load: async () => (await import("./dimp/realData")).realData,
  },
  "dimp/B-convergence": {
    title: "IMP-Loss converges: Chebyshev's bound beside measured deviations, and to what",
    load: async () => (await import("./dimp/convergence")).convergence,
  },
  "dimp/D-lower-bound": {
    title: "DIMP-Loss and its two lower bounds over training",
    load: async () => (await import("./dimp/lowerBound")).lowerBound,
  },
  "dimp/E-time": {
    title: "What cross entropy, IMP, DIMP and learned weights cost: seconds, passes, memory",
    load: async () => (await import("./dimp/cost")).cost,
  },
  "dimp/G-noise": {
    title: "Real texts with swapped labels and copies: scores and weights of each part",
    load: async () => (await import("./dimp/noise")).noise,
  },
  "dimp/results": {
    title: "Every claim of paper C with its verdict, from the ledgers of its experiments",
    load: async () => (await import("./dimp/results")).results,
  },
  "dimp/beyond-the-paper": {
    title: "Beyond paper C: size of weights, dropping, rows of checker and selection, calibration",
    load: async () => (await import("./dimp/beyond")).beyond,
  },
  "u-dpo/3.2-the-loss": {
    title: "What DPO's losses lead to: with and without a reference, Eq. 1, IPO, SimPO, over β",
    load: async () => (await import("./u-dpo/theLoss")).theLoss,
  },
  "u-dpo/3.3-pairs": {
    title: "What preference pairs are like by the rule that makes them, and what tuning on them gives",
    load: async () => (await import("./u-dpo/buildingPairs")).buildingPairs,
  },
  "u-dpo/3.4-utility": {
    title: "The weights of Eq. 5 over λ and both internal rewards, and texts after tuning with them",
    load: async () => (await import("./u-dpo/weighing")).weighing,
  },
  "u-dpo/4.1-generation": {
    title: "Five texts for each prompt with two demonstrations, over temperature and top-p",
    load: async () => (await import("./u-dpo/generation")).generation,
  },
  "u-dpo/4.1-rates": {
    title: "Every way to tune at several learning rates, on runs that are not reported",
    load: async () => (await import("./u-dpo/rates")).rates,
  },
  "u-dpo/4.2-reward-accuracy": {
    title: "In how many pairs the preferred text gains, step by step, DPO and U-DPO",
    load: async () => (await import("./u-dpo/rewardCurves")).rewardCurves,
  },
  "u-dpo/4.3-margins": {
    title: "Margins of synthetic texts, class by class, before and after tuning, three generators",
    load: async () => (await import("./u-dpo/margins")).margins,
  },
  "u-dpo/4.4-synthetic-only": {
    title: "Classifiers that have seen synthetic texts alone, for every way to come by them",
    load: async () => (await import("./u-dpo/syntheticOnly")).syntheticOnly,
  },
  "u-dpo/4.5-hybrid": {
    title: "Synthetic texts beside real ones: base, DPO, U-DPO and rejection, 20 paired runs",
    load: async () => (await import("./u-dpo/hybrid")).hybrid,
  },
  "u-dpo/4.6-judge": {
    title: "Generated texts before an exact judge: relevance, fluency, class alignment",
    load: async () => (await import("./u-dpo/judging")).judging,
  },
  "u-dpo/4.7-size": {
    title: "Generators of three sizes: what preference tuning gains with each",
    load: async () => (await import("./u-dpo/modelSize")).modelSize,
  },
  "u-dpo/6-limits": {
    title: "Tuned too far: margins rise while texts get worse; agreement, mining and stopping as remedies",
    load: async () => (await import("./u-dpo/limits")).limits,
  },
  "u-dpo/C-gallery": {
    title: "The same prompts answered before and after tuning, side by side",
    load: async () => (await import("./u-dpo/gallery")).gallery,
  },
  "data-study/1-methods": {
    title: "Five ways of prompting, alone and beside real texts, on three tasks",
    load: async () => (await import("./data-study/methods")).methods,
  },
  "data-study/2-low-resource": {
    title: "What generated texts add to few and to many real ones",
    load: async () => (await import("./data-study/lowResource")).lowResource,
  },
  "data-study/3-mixing": {
    title: "Real and generated texts in different proportions",
    load: async () => (await import("./data-study/mixing")).mixing,
  },
  "data-study/4-diversity": {
    title: "Are more varied sets worth more? Five ways of prompting, four temperatures",
    load: async () => (await import("./data-study/diversity")).diversity,
  },
  "data-study/5-volume": {
    title: "Accuracy by the number of generated texts, and where it flattens",
    load: async () => (await import("./data-study/volume")).volume,
  },
  "data-study/6-bias": {
    title: "A planted shortcut, found by its words, and three remedies",
    load: async () => (await import("./data-study/bias")).bias,
  },
  "data-study/7-llm-skill": {
    title: "Does a generator that is better at the task write more useful texts?",
    load: async () => (await import("./data-study/skill")).skill,
  },
  "data-study/8-prompt-sensitivity": {
    title: "The same request in three wordings",
    load: async () => (await import("./data-study/promptSensitivity")).promptSensitivity,
  },
  "data-study/9-other-domains": {
    title: "The same question on five small tasks of a subject each",
    load: async () => (await import("./data-study/otherDomains")).otherDomains,
  },
  "data-study/results": {
    title: "All claims of the empirical study with their verdicts, from the ledgers of its experiments",
    load: async () => (await import("./data-study/results")).results,
  },
  "u-dpo/results": {
    title: "All claims of the U-DPO paper with their verdicts, from the committed runs",
    load: async () => (await import("./u-dpo/allResults")).allResults,
  },
  "your-data": {
    title: "Your own folder: few real texts, many generated ones, both, and the generated ones weighed",
    load: async () => (await import("./your-data/yourData")).yourData,
  },
  "together/1-weighting-after-tuning": {
    title: "Does weighting still help after preference tuning wrote the data? Writers, ways to ask, weights",
    load: async () => (await import("./together/weightingAfterTuning")).weightingAfterTuning,
  },
  "together/2-rephrase-or-weigh": {
    title: "Wrong labels and a planted phrase: rephrase, write anew, drop, weigh or label, at equal cost",
    load: async () => (await import("./together/rephraseOrWeigh")).rephraseOrWeigh,
  },
  "together/3-label-or-generate": {
    title: "What generated texts are worth in labels by hand, and which is the cheaper, by prices",
    load: async () => (await import("./together/labelOrGenerate")).labelOrGenerate,
  },
};
