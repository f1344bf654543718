/** @file The numbers that the U-DPO paper reports in Table 2, Section 4.5 and Figure 5. */

/** One cell of Table 2. */
export interface ReportedAccuracy {
  data: "arXiv" | "WOS-11967";
  method: string;
  /** The generator that wrote the synthetic texts, or how many examples GPT-4o was shown; absent for real texts alone. */
  generator?: string;
  /** Share of right answers. */
  accuracy: number;
}

const generators = ["LLaMA 3.2 1B", "LLaMA 3.2 3B", "Phi-4-mini"];
const shots = ["0 examples", "2 examples", "3 examples", "5 examples"];

/** Table 2: a classifier (SciBERT) on real and synthetic texts, and GPT-4o prompted. */
export const reportedTable2: readonly ReportedAccuracy[] = [
  { data: "arXiv", method: "real only", accuracy: 0.8828 },
  ...line("arXiv", "base", generators, [0.8864, 0.8868, 0.8824]),
  ...line("arXiv", "DPO", generators, [0.8872, 0.8876, 0.8904]),
  ...line("arXiv", "U-DPO", generators, [0.8884, 0.8896, 0.8912]),
  ...line("arXiv", "GPT-4o", shots, [0.78, 0.85, 0.86, 0.88]),
  { data: "WOS-11967", method: "real only", accuracy: 0.9005 },
  ...line("WOS-11967", "base", generators, [0.9076, 0.9085, 0.906]),
  ...line("WOS-11967", "DPO", generators, [0.9118, 0.9112, 0.9122]),
  ...line("WOS-11967", "U-DPO", generators, [0.9143, 0.9156, 0.9143]),
  ...line("WOS-11967", "GPT-4o", shots, [0.64, 0.78, 0.82, 0.85]),
];

/** Section 4.5: paired t tests over 20 runs; upper ends of the p values. */
export const reportedTests = [
  { comparison: "DPO - base", p: 0.01 },
  { comparison: "U-DPO - base", p: 0.001 },
  { comparison: "U-DPO - DPO", p: 0.05 },
] as const;

function line(
  data: ReportedAccuracy["data"],
  method: string,
  columns: readonly string[],
  accuracies: readonly number[],
): ReportedAccuracy[] {
  return columns.map((generator, at) => ({ data, method, generator, accuracy: accuracies[at] }));
}
