/**
 * @file The sizes and settings of a decoder: LLaMA, Gemma 3, Phi-3 and 4-mini, Qwen 2 and 3.
 */
import type { DecoderModelType } from "./decoderFamilies";
import type { RotarySettings } from "./rotarySettings";

/** Whether a layer sees all earlier tokens or the last few. */
export type LayerKind = "full" | "sliding";

/** A decoder; its weights are `Params` beside it. */
export interface DecoderConfig {
  modelType: DecoderModelType;
  vocabularySize: number;
  hiddenSize: number;
  layers: number;
  /** Heads of queries. */
  heads: number;
  /** Heads of keys and values: each serves `heads` / `keyValueHeads` heads of queries. */
  keyValueHeads: number;
  headSize: number;
  intermediateSize: number;
  normEpsilon: number;
  maxPositions: number;
  /** Whether the head is the embedding table. */
  tiedHead: boolean;
  /** Which linear maps have biases. */
  biases: { queryKeyValue: boolean; attentionOutput: boolean; feedForward: boolean };
  /** Queries are divided by its root; the head's size but for some Gemmas. */
  queryScalar: number;
  /** One for each layer. */
  layerKinds: LayerKind[];
  /** How many tokens a sliding layer sees, itself included. */
  window?: number;
  rotary: Record<LayerKind, RotarySettings>;
  /** Standard deviation of new weights. */
  initializerRange: number;
  /** The tokens that end a text. */
  eosIds: number[];
  bosId?: number;
  padId: number;
}

/** What has no usual value: the rest of `llamaConfig` may be left out. */
type LlamaSizes = Pick<DecoderConfig, "vocabularySize" | "hiddenSize" | "layers" | "heads"> &
  Partial<Omit<DecoderConfig, "modelType">>;

/**
 * A LLaMA of any size, with LLaMA's own settings where none is given.
 *
 * The width inside each layer is then 8/3 of the hidden size, up to the next multiple of 8.
 *
 * @throws RangeError if a size is not a whole number above 0 or sizes do not fit together
 */
export function llamaConfig(sizes: LlamaSizes): DecoderConfig {
  const headSize = sizes.headSize ?? sizes.hiddenSize / sizes.heads;
  const rotary = { base: 10_000, size: headSize };
  const config: DecoderConfig = {
    keyValueHeads: sizes.heads,
    headSize,
    intermediateSize: 8 * Math.ceil(sizes.hiddenSize / 3),
    normEpsilon: 1e-5,
    maxPositions: 2048,
    tiedHead: false,
    biases: { queryKeyValue: false, attentionOutput: false, feedForward: false },
    queryScalar: headSize,
    layerKinds: new Array<LayerKind>(sizes.layers).fill("full"),
    rotary: { full: rotary, sliding: rotary },
    initializerRange: 0.02,
    eosIds: [],
    padId: 0,
    ...sizes,
    modelType: "llama",
  };
  expectDecoderSizes("llamaConfig", config);
  return config;
}

/** How many tokens a layer sees, itself included; undefined where it sees all. */
export function layerWindow(config: DecoderConfig, layer: number): number | undefined {
  return config.layerKinds[layer] === "sliding" ? config.window : undefined;
}

/** How many tokens the decoder can take. */
export function longestContext({ maxPositions, rotary }: DecoderConfig): number {
  const limits = Object.values(rotary).map(({ scaling }) =>
    scaling?.type === "longrope" ? scaling.originalMaxPositions : maxPositions,
  );
  return Math.min(maxPositions, ...limits);
}

const sizeFields = [
  "vocabularySize",
  "hiddenSize",
  "layers",
  "heads",
  "keyValueHeads",
  "headSize",
  "intermediateSize",
  "maxPositions",
] as const;

/**
 * Refuses sizes that no decoder can have.
 *
 * @param place how errors begin
 */
export function expectDecoderSizes(place: string, config: DecoderConfig): void {
  const expect = (fits: boolean, field: string, value: unknown, expected: string) => {
    if (!fits) throw new RangeError(`${place}: ${field} is ${value}, expected ${expected}`);
  };
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
  for (const field of sizeFields)
    expect(isCount(config[field]), field, config[field], "a whole number above 0");
  const { heads, keyValueHeads, layerKinds, layers, window, headSize } = config;
  expect(heads % keyValueHeads === 0, "heads", heads, `a multiple of keyValueHeads, ${keyValueHeads}`);
  expect(
    layerKinds.length === layers,
    "layerKinds",
    `${layerKinds.length} kinds`,
    `${layers}, one for each layer`,
  );
  if (layerKinds.includes("sliding")) expect(isCount(window), "window", window, "a whole number above 0");
  for (const [kind, { size }] of Object.entries(config.rotary)) {
    const fits = isCount(size) && size % 2 === 0 && size <= headSize;
    expect(fits, `rotary.${kind}.size`, size, `an even number up to headSize, ${headSize}`);
  }
}
