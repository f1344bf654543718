import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { splitValidation } from "../../src/data/splitValidation";

const examples = Array.from({ length: 57 }, (_, i) => ({
  text: `text number ${i}`,
  label: i % 19 === 0 ? "rare" : i % 3 === 0 ? "middle" : "common",
}));

test("splitValidation takes the share of each label, in the order of the examples, and loses none", () => {
  const { train, validation } = splitValidation(examples, { share: 0.2, seed: 1 });
  const count = (label: string) => validation.filter((example) => example.label === label).length;
  // 3 rare, 18 middle and 36 common texts: a fifth, rounded, but at least one.
  expect([count("rare"), count("middle"), count("common")]).toEqual([1, 4, 7]);
  const place = (example: { text: string }) => examples.findIndex(({ text }) => text === example.text);
  for (const part of [train, validation]) {
    expect(part.map(place)).toEqual(part.map(place).sort((a, b) => a - b));
  }
  expect([...train, ...validation].map(place).sort((a, b) => a - b)).toEqual(examples.map((_, i) => i));
});

test("splitValidation chooses by the SHA-256 of seed and text", () => {
  const hash = (text: string) => createHash("sha256").update(`7\t${text}\t`).digest("hex");
  const { validation } = splitValidation(examples, { share: 0.1, seed: 7 });
  const common = examples.filter(({ label }) => label === "common").map(({ text }) => text);
  const expected = common.sort((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, 4);
  const chosen = validation.filter(({ label }) => label === "common").map(({ text }) => text);
  expect(chosen.sort()).toEqual(expected.sort());
});

test("splitValidation does not depend on the order of the examples but on the seed", () => {
  const texts = (list: typeof examples, seed: number) => {
    return new Set(splitValidation(list, { share: 0.2, seed }).validation.map(({ text }) => text));
  };
  expect(texts([...examples].reverse(), 1)).toEqual(texts(examples, 1));
  expect(texts(examples, 2)).not.toEqual(texts(examples, 1));
});

test("copies of a text, whatever their label, are on one side; a label with one text is in training", () => {
  const copies = [...examples, ...examples.map((example) => ({ ...example, text: ` ${example.text}` }))];
  const other = examples.map((example) => ({ ...example, label: "other" }));
  const { train, validation } = splitValidation([...copies, ...other, { text: "alone", label: "single" }], {
    share: 0.3,
    seed: 1,
  });
  const held = new Set(validation.map(({ text }) => text.trim()));
  expect(train.some(({ text }) => held.has(text.trim()))).toBe(false);
  expect(train.some(({ label }) => label === "single")).toBe(true);
});

test("pairs with the same first text are different texts", () => {
  const pairs = Array.from({ length: 20 }, (_, i) => ({
    text: "premise",
    textPair: `hypothesis ${i}`,
    label: "x",
  }));
  expect(splitValidation(pairs, { share: 0.25, seed: 1 }).validation).toHaveLength(5);
});

test("splitValidation refuses a share that leaves a part empty, and a broken seed", () => {
  expect(() => splitValidation(examples, { share: 1, seed: 1 })).toThrow(
    new RangeError("splitValidation: share is 1, expected a number between 0 and 1"),
  );
  expect(() => splitValidation(examples, { share: 0.1, seed: 0.5 })).toThrow(
    new RangeError("splitValidation: seed is 0.5, expected a whole number"),
  );
});
