/**
 * @file Sentence embeddings.
 */
import { type Encoder, encode } from "./encoder";
import { meanPool, unitLength } from "./pooling";
import { type ScoreOptions, scoreRows } from "./scoreRows";

/** One vector for each text, in the texts' order. */
interface TextEmbeddings {
  /** Of length 1 each, so that a dot product is a cosine. */
  vectors: Float32Array[];
  /** Tokenizing, recording and computing. */
  seconds: number;
  textsPerSecond: number;
}

/**
 * The mean of a text's token states, brought to length 1.
 *
 * Source:  Reimers and Gurevych 2019, Section 3, "MEAN-strategy"; normalised as all-MiniLM-L6-v2 is published.
 * Differs: nothing.
 *
 * @param maxLength tokens that a text keeps; where none is given, as the model's folder says (MiniLM: 256)
 */
export async function embedTexts(
  encoder: Encoder,
  texts: readonly string[],
  { maxLength = encoder.sentenceLength, ...options }: ScoreOptions & { maxLength?: number } = {},
): Promise<TextEmbeddings> {
  const start = performance.now();
  const encodings = texts.map((text) => encoder.tokenizer.encode(text, undefined, maxLength));
  const vectors = await scoreRows(
    "embedTexts",
    encoder,
    encodings,
    (params, batch) => unitLength(meanPool(encode(encoder.config, params, batch), batch.mask)),
    options,
  );
  const seconds = (performance.now() - start) / 1000;
  return { vectors, seconds, textsPerSecond: texts.length / seconds };
}
