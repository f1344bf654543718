/**
 * @file How a decoder marks positions by rotation: the settings, and the angles that follow from them.
 */

/** How the angles differ from those of Su et al. 2021, for a context longer than the first training's. */
export type RotaryScaling =
  | { type: "linear"; factor: number }
  | {
      type: "llama3";
      factor: number;
      lowFrequencyFactor: number;
      highFrequencyFactor: number;
      originalMaxPositions: number;
    }
  | {
      type: "longrope";
      shortFactors: number[];
      longFactors: number[];
      originalMaxPositions: number;
      attentionFactor: number;
    };

/** Rotary positions of one kind of layer. */
export interface RotarySettings {
  /** θ: the slowest pair turns once in about 2πθ positions. */
  base: number;
  /** How many of a head's features turn, an even number; the rest has no position. */
  size: number;
  scaling?: RotaryScaling;
}

/** What each pair of features turns by, and what the turned features are multiplied with. */
export interface RotaryAngles {
  /** In radians for each position, `size` / 2 of them. */
  frequencies: number[];
  amplitude: number;
}

/**
 * The angle of each pair of features.
 *
 *     θ_i = base^(-2i / size)
 *
 * Source:  Su et al. 2021, Section 3.2.2; LLaMA 3's and LongRoPE's scaling as in transformers' documentation of
 *          `rope_parameters`.
 * Differs: LongRoPE's factors for long texts are not used: `longestContext` ends where they would begin.
 *
 * @returns with base 10000 and size 4: frequencies [1, 0.01]
 */
export function rotaryAngles({ base, size, scaling }: RotarySettings): RotaryAngles {
  const plain = Array.from({ length: size / 2 }, (_, i) => base ** ((-2 * i) / size));
  if (scaling === undefined) return { frequencies: plain, amplitude: 1 };
  switch (scaling.type) {
    case "linear":
      return { frequencies: plain.map((frequency) => frequency / scaling.factor), amplitude: 1 };
    case "llama3":
      return { frequencies: plain.map((frequency) => slowed(frequency, scaling)), amplitude: 1 };
    case "longrope":
      return {
        frequencies: plain.map((frequency, i) => frequency / scaling.shortFactors[i]),
        amplitude: scaling.attentionFactor,
      };
  }
}

/** Slow pairs turn `factor` times slower, quick ones as before, those between by a blend of both. */
function slowed(frequency: number, scaling: Extract<RotaryScaling, { type: "llama3" }>): number {
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalMaxPositions } = scaling;
  const turns = (originalMaxPositions * frequency) / (2 * Math.PI);
  const share = Math.min(1, Math.max(0, (turns - low) / (high - low)));
  return (1 - share) * (frequency / factor) + share * frequency;
}
