/** @file Reference numbers from PyTorch, transformers and safetensors, written by test/golden/engine.py. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface ScheduleCase {
  warmupSteps: number;
  totalSteps: number;
  rates: number[];
}

interface Golden {
  adamW: {
    start: Record<string, number[]>;
    steps: {
      learningRate: number;
      gradients: Record<string, number[]>;
      params: Record<string, number[]>;
    }[];
  };
  clipping: { gradients: number[][]; cases: { maxNorm: number; norm: number; clipped: number[][] }[] };
  schedules: { peak: number; linear: ScheduleCase[]; cosine: ScheduleCase[] };
  operations: Record<"x" | "gelu" | "layerNorm" | "rmsNorm", number[][]> &
    Record<"scale" | "shift", number[]>;
  files: { formats: string; read: Record<string, unknown>; plain: string };
}

export const golden: Golden = JSON.parse(
  readFileSync(join(__dirname, "..", "golden", "engine.json"), "utf8"),
);
