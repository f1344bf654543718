import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { decoderStates } from "../../src/models/decoder";
import { decoderBatch } from "../../src/models/decoderBatch";
import { llamaConfig } from "../../src/models/decoderConfig";
import { initDecoder } from "../../src/models/initDecoder";
import { packedStates } from "../../src/models/packedStates";
import { stream } from "../../src/random/stream";
import { packRows } from "../../src/text/packRows";
import { languageModelBatch, nextLogProbs } from "../../src/training/languageModelStep";

const config = llamaConfig({
  vocabularySize: 23,
  hiddenSize: 8,
  layers: 2,
  heads: 2,
  tiedHead: true,
  initializerRange: 0.3,
});
const params = initDecoder(config, stream(4, "packedStates"));
const texts = [
  [1, 5, 9, 2],
  [1, 7, 3],
  [1, 11, 12, 13, 2],
  [1, 4],
];

test("a packed text has the states that it has alone", () => {
  const rows = packRows(texts, { length: 9, padId: 0 });
  const batch = languageModelBatch(rows);
  const packed = packedStates(config, params, batch).arraySync();
  const alone = decoderStates(config, params, decoderBatch(texts, 5, 0)).arraySync();
  // By hand: row 0 holds texts 0, 1 and 3; row 1 holds text 2.
  const places = [
    [0, 0],
    [0, 4],
    [1, 0],
    [0, 7],
  ];
  texts.forEach((text, at) => {
    const [row, from] = places[at];
    text.forEach((_, token) => {
      packed[row][from + token].forEach((value, i) => {
        expect(value).toBeCloseTo(alone[at][token][i], 5);
      });
    });
  });
});

test("the last token of a text is not asked for the first of the next", () => {
  const [row] = packRows(
    [
      [1, 5, 2],
      [1, 7],
    ],
    { length: 6, padId: 0 },
  );
  const { counted, next } = languageModelBatch([row]);
  expect([...counted.dataSync()]).toEqual([1, 1, 0, 1, 0, 0]);
  expect([...next.dataSync()].slice(0, 4)).toEqual([5, 2, 1, 7]);
});

test("nextLogProbs are log 1/V where all weights of the head are 0", () => {
  const zero = { ...params, "model.embed_tokens.weight": tf.zeros([23, 8]) };
  const batch = languageModelBatch(packRows(texts, { length: 9, padId: 0 }));
  expect(nextLogProbs(config, zero, batch).dataSync()[3]).toBeCloseTo(-Math.log(23), 5);
});
