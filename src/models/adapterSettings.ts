/**
 * @file What an adapter is like, beside its numbers.
 */
import type { DecoderConfig } from "./decoderConfig";
import { decoderLayerName, projectionSizes } from "./decoderShapes";

/** How a low-rank adapter is made and applied. */
export interface AdapterSettings {
  /** Inner width of each pair of factors. */
  rank: number;
  /** α: what the adapter adds is scaled by α / rank. */
  alpha: number;
  /** Scale by α / √rank instead. */
  rankStabilised?: boolean;
  /** The linear maps of each layer that get factors, as in "q_proj", "down_proj" or Phi's "qkv_proj". */
  targets: readonly string[];
  /** The share of its inputs that each adapter drops while it is trained; default 0. */
  dropout?: number;
  /** The model it belongs to, as peft is to find it: a name on the hub or a folder. */
  baseModel?: string;
}

/**
 * By how much the product of the factors is multiplied.
 *
 *     s = α / r,  rank stabilised s = α / √r
 *
 * Source:  Hu et al. 2021, Section 4.1; Kalajdzievski 2023, Section 3 for the second.
 * Differs: nothing.
 *
 * @returns 2 for rank 8 and α 16
 */
export function adapterScale({ rank, alpha, rankStabilised = false }: AdapterSettings): number {
  return rankStabilised ? alpha / Math.sqrt(rank) : alpha / rank;
}

/** The linear maps that these settings adapt, by name without ".weight", with outputs and inputs. */
export function adaptedSizes(
  config: DecoderConfig,
  { targets }: AdapterSettings,
): Record<string, [outputs: number, inputs: number]> {
  const wanted = Object.entries(projectionSizes(config)).filter(([part]) =>
    targets.includes(part.slice(part.indexOf(".") + 1)),
  );
  const layers = Array.from({ length: config.layers }, (_, layer) => decoderLayerName(layer));
  return Object.fromEntries(
    layers.flatMap((layer) => wanted.map(([part, size]) => [`${layer}.${part}`, size])),
  );
}

/**
 * Refuses settings that no adapter of this decoder can have.
 *
 * @param place how errors begin
 * @throws RangeError naming the setting
 */
export function expectAdapterSettings(place: string, config: DecoderConfig, settings: AdapterSettings): void {
  const { rank, alpha, targets, dropout = 0 } = settings;
  const expect = (fits: boolean, name: string, value: unknown, expected: string) => {
    if (!fits) throw new RangeError(`${place}: ${name} is ${value}, expected ${expected}`);
  };
  expect(Number.isSafeInteger(rank) && rank > 0, "rank", rank, "a whole number above 0");
  expect(alpha > 0 && alpha < Infinity, "alpha", alpha, "a finite number above 0");
  expect(dropout >= 0 && dropout < 1, "dropout", dropout, "a number in [0, 1)");
  expect(targets.length > 0, "targets", "empty", "at least one linear map");
  const known = Object.keys(projectionSizes(config)).map((part) => part.slice(part.indexOf(".") + 1));
  for (const target of targets)
    expect(known.includes(target), "target", target, `one of ${known.join(", ")}`);
}
