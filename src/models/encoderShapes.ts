/**
 * @file The names and shapes of an encoder's weights: Hugging Face's names without the model's prefix.
 */
import type { EncoderConfig } from "./encoderConfig";

/** Shapes by weight name. */
export type Shapes = Record<string, number[]>;

/** The weights that every encoder must have. */
export function encoderShapes(config: EncoderConfig): Shapes {
  const { hiddenSize } = config;
  const shapes: Shapes = {
    "embeddings.word_embeddings.weight": [config.vocabularySize, hiddenSize],
    "embeddings.position_embeddings.weight": [config.maxPositions, hiddenSize],
    "embeddings.token_type_embeddings.weight": [config.typeVocabularySize, hiddenSize],
    ...layerNorm("embeddings.LayerNorm", hiddenSize),
  };
  for (let layer = 0; layer < config.layers; layer++) {
    Object.assign(shapes, layerShapes(layerName(layer), hiddenSize, config.intermediateSize));
  }
  return shapes;
}

/** The pooler of BERT: a dense layer over the first token's state. RoBERTa has none. */
export function poolerShapes(config: EncoderConfig): Shapes {
  return config.modelType === "bert" ? linear("pooler.dense", config.hiddenSize, config.hiddenSize) : {};
}

/** The classification head; BERT's needs the pooler as well. */
export function classifierShapes(config: EncoderConfig, classes: number): Shapes {
  if (config.modelType === "bert") return linear("classifier", classes, config.hiddenSize);
  return {
    ...linear("classifier.dense", config.hiddenSize, config.hiddenSize),
    ...linear("classifier.out_proj", classes, config.hiddenSize),
  };
}

/** The last linear map, whose bias has one number for each class. */
export function lastLinear(config: EncoderConfig): string {
  return config.modelType === "bert" ? "classifier" : "classifier.out_proj";
}

/** Where the weights of a layer are, counted from 0. */
export function layerName(layer: number): string {
  return `encoder.layer.${layer}`;
}

function layerShapes(name: string, hiddenSize: number, intermediateSize: number): Shapes {
  return {
    ...linear(`${name}.attention.self.query`, hiddenSize, hiddenSize),
    ...linear(`${name}.attention.self.key`, hiddenSize, hiddenSize),
    ...linear(`${name}.attention.self.value`, hiddenSize, hiddenSize),
    ...linear(`${name}.attention.output.dense`, hiddenSize, hiddenSize),
    ...layerNorm(`${name}.attention.output.LayerNorm`, hiddenSize),
    ...linear(`${name}.intermediate.dense`, intermediateSize, hiddenSize),
    ...linear(`${name}.output.dense`, hiddenSize, intermediateSize),
    ...layerNorm(`${name}.output.LayerNorm`, hiddenSize),
  };
}

function linear(name: string, outputs: number, inputs: number): Shapes {
  return { [`${name}.weight`]: [outputs, inputs], [`${name}.bias`]: [outputs] };
}

function layerNorm(name: string, size: number): Shapes {
  return { [`${name}.weight`]: [size], [`${name}.bias`]: [size] };
}
