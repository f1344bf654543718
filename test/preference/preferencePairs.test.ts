import { expect, test } from "vitest";
import { degenerateText } from "../../src/preference/degenerateText";
import { type Candidate, type PairSettings, preferencePairs } from "../../src/preference/preferencePairs";

const settings: PairSettings = { high: 0.75, middle: [0.25, 0.6], pairsPerPrompt: 1 };

/** Candidates of one prompt with the given margins, each with a text of its own. */
function candidates(prompt: string, label: string, margins: number[]): Candidate[] {
  return margins.map((margin, i) => ({
    prompt,
    label,
    text: `${prompt} says ${"abcdefgh"[i]}`,
    margin,
    utility: margin / 2,
  }));
}

const marginsOf = (found: ReturnType<typeof preferencePairs>) =>
  found.pairs.map(({ chosen, rejected }) => [chosen.margin, rejected.margin]);

test("the best candidate of a prompt meets the one nearest to the median", () => {
  const found = preferencePairs(candidates("p", "physics", [0.1, 0.9, 0.5, -0.8, 0.45]), settings);
  expect(marginsOf(found)).toEqual([[0.9, 0.45]]);
  expect(found.promptsWithoutPair).toBe(0);
});

test("a prompt gives at most pairsPerPrompt pairs, and each text is in one of them only", () => {
  const all = candidates("p", "physics", [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]);
  const found = preferencePairs(all, { ...settings, high: 0.5, middle: [0.25, 0.75], pairsPerPrompt: 3 });
  expect(found.pairs).toHaveLength(3);
  const texts = found.pairs.flatMap(({ chosen, rejected }) => [chosen.text, rejected.text]);
  expect(new Set(texts).size).toBe(6);
  for (const { chosen, rejected } of found.pairs) expect(chosen.margin).toBeGreaterThan(rejected.margin);
});

test("pairs stay within their prompts and classes, in the order of the prompts", () => {
  const physics = candidates("p", "physics", [0.9, 0.5, 0.1]);
  const biology = candidates("b", "biology", [-0.9, -0.5, -0.1]);
  const mixed = physics.flatMap((candidate, i) => [candidate, biology[i]]);
  const found = preferencePairs(mixed, settings);
  expect(found.pairs.map(({ chosen }) => chosen.label)).toEqual(["physics", "biology"]);
  for (const { chosen, rejected } of found.pairs) expect(chosen.prompt).toBe(rejected.prompt);
});

test("a prompt whose candidates all have one margin gives no pair and is counted", () => {
  const found = preferencePairs(candidates("p", "physics", [0.4, 0.4, 0.4]), settings);
  expect(found.pairs).toEqual([]);
  expect(found.promptsWithoutPair).toBe(1);
});

test("unusable texts are left out and counted by reason", () => {
  const sound = candidates("p", "physics", [0.2, 0.4, 0.6]);
  const unusable = (text: string): Candidate => ({ ...sound[0], text, margin: 0.99 });
  const all = [
    ...sound,
    unusable(" ... 12"),
    unusable("SHOWN  in the prompt"),
    unusable(`${"round and round ".repeat(9)}`),
    unusable(sound[1].text),
  ];
  const found = preferencePairs(all, { ...settings, demonstrations: { p: ["Shown in the prompt"] } });
  expect(found.excluded).toEqual({ empty: 1, copy: 1, loop: 1, repeat: 1 });
  expect(marginsOf(found)).toEqual([[0.6, 0.4]]);
});

test("degenerateText finds nothing wrong with a plain sentence, or with a very short one", () => {
  expect(degenerateText("We measure the mass of a neutron star in a close binary.", [])).toBeUndefined();
  expect(degenerateText("Stars shine.", ["Stars"])).toBeUndefined();
  expect(degenerateText("词", [])).toBeUndefined();
});

test("bad settings and mixed classes are refused in one line", () => {
  const all = candidates("p", "physics", [0.1, 0.2]);
  expect(() => preferencePairs(all, { ...settings, middle: [0.6, 0.25] })).toThrow(
    "preferencePairs: quantiles are 0.6 to 0.25 and 0.75, expected 0 <= low <= top <= 1 and 0 <= high <= 1",
  );
  expect(() => preferencePairs(all, { ...settings, pairsPerPrompt: 0 })).toThrow(
    "preferencePairs: pairsPerPrompt is 0, expected a whole number above 0",
  );
  expect(() => preferencePairs([...all, ...candidates("p", "biology", [0.3])], settings)).toThrow(
    "preferencePairs: prompt p has labels physics and biology, expected one",
  );
});
