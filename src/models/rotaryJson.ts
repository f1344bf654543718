/**
 * @file Rotary settings in config.json: as transformers 5 writes them (`rope_parameters`) and as earlier versions did.
 */
import type { DecoderConfig, LayerKind } from "./decoderConfig";
import type { DecoderModelType } from "./decoderFamilies";
import type { ConfigFields } from "./readDecoderConfig";
import type { RotaryScaling, RotarySettings } from "./rotarySettings";

type RopeJson = Record<string, unknown>;

/**
 * The settings for full and sliding layers.
 *
 * @throws RangeError that names the file and the field, for a kind of scaling that is not known or lacks a number
 */
export function readRotary(
  fields: ConfigFields,
  modelType: DecoderModelType,
  headSize: number,
): Record<LayerKind, RotarySettings> {
  const { json, number } = fields;
  const given = (json.rope_parameters ?? {}) as RopeJson;
  const old = (json.rope_scaling ?? {}) as RopeJson;
  const read = (rope: RopeJson, base: number) =>
    readSettings(fields, { rope_theta: base, ...rope }, headSize);
  if (modelType === "gemma3_text") {
    const { full_attention: full = {}, sliding_attention: sliding = {} } = given as Record<string, RopeJson>;
    return {
      full: read({ ...old, ...full }, number("rope_theta", 1_000_000)),
      sliding: read(sliding, number("rope_local_base_freq", 10_000)),
    };
  }
  const settings = read({ ...old, ...given }, number("rope_theta", 10_000));
  return { full: settings, sliding: settings };
}

/** What transformers reads as `rope_parameters`. */
export function rotaryJson({ modelType, rotary, headSize }: DecoderConfig): RopeJson {
  if (modelType !== "gemma3_text") return settingsJson(rotary.full, headSize);
  return {
    full_attention: settingsJson(rotary.full, headSize),
    sliding_attention: settingsJson(rotary.sliding, headSize),
  };
}

function readSettings(fields: ConfigFields, rope: RopeJson, headSize: number): RotarySettings {
  const share = Number(rope.partial_rotary_factor ?? fields.json.partial_rotary_factor ?? 1);
  const size = Math.floor(headSize * share);
  return { base: Number(rope.rope_theta), size, scaling: readScaling(fields, rope, size) };
}

function readScaling(fields: ConfigFields, rope: RopeJson, size: number): RotaryScaling | undefined {
  const { json, number, refuse } = fields;
  const type = (rope.rope_type ?? rope.type ?? "default") as string;
  const place = json.rope_parameters ? "rope_parameters" : "rope_scaling";
  const value = (field: string): number =>
    typeof rope[field] === "number" ? (rope[field] as number) : refuse(place, `a number at ${field}`);
  const factors = (field: string): number[] => {
    const list = rope[field];
    const fits = Array.isArray(list) && list.length === size / 2;
    return fits ? (list as number[]) : refuse(place, `${size / 2} numbers at ${field}`);
  };
  switch (type) {
    case "default":
      return undefined;
    case "linear":
      return { type, factor: value("factor") };
    case "llama3":
      return {
        type,
        factor: value("factor"),
        lowFrequencyFactor: value("low_freq_factor"),
        highFrequencyFactor: value("high_freq_factor"),
        originalMaxPositions: value("original_max_position_embeddings"),
      };
    case "su":
    case "longrope": {
      const longest = number("max_position_embeddings");
      const original = Number(
        json.original_max_position_embeddings ?? rope.original_max_position_embeddings ?? longest,
      );
      return {
        type: "longrope",
        shortFactors: factors("short_factor"),
        longFactors: factors("long_factor"),
        originalMaxPositions: original,
        attentionFactor: Number(
          rope.attention_factor ?? stretch(Number(rope.factor ?? longest / original), original),
        ),
      };
    }
    default:
      return refuse(place, 'a rope_type "default", "linear", "llama3" or "longrope"');
  }
}

/** How much larger scores are made when the context grows by `factor`: √(1 + ln factor / ln original). */
function stretch(factor: number, original: number): number {
  return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
}

function settingsJson({ base, size, scaling }: RotarySettings, headSize: number): RopeJson {
  // Half a feature more, where rounding down would else lose one.
  const share = Math.floor(headSize * (size / headSize)) === size ? size / headSize : (size + 0.5) / headSize;
  return {
    rope_theta: base,
    ...(size !== headSize && { partial_rotary_factor: share }),
    ...scalingJson(scaling),
  };
}

function scalingJson(scaling: RotaryScaling | undefined): RopeJson {
  switch (scaling?.type) {
    case undefined:
      return { rope_type: "default" };
    case "linear":
      return { rope_type: "linear", factor: scaling.factor };
    case "llama3":
      return {
        rope_type: "llama3",
        factor: scaling.factor,
        low_freq_factor: scaling.lowFrequencyFactor,
        high_freq_factor: scaling.highFrequencyFactor,
        original_max_position_embeddings: scaling.originalMaxPositions,
      };
    case "longrope":
      return {
        rope_type: "longrope",
        short_factor: scaling.shortFactors,
        long_factor: scaling.longFactors,
        original_max_position_embeddings: scaling.originalMaxPositions,
        attention_factor: scaling.attentionFactor,
      };
  }
}
