import { expect, test } from "vitest";
import { tokenAssociation } from "../../src/evaluation/tokenAssociation";

/** `of` texts of a label, the first `marked` of them with the word. */
const texts = (label: string, of: number, marked: number) =>
  Array.from({ length: of }, (_, at) => ({ label, text: at < marked ? "A Mark, mark." : "a" }));

test("nine of ten against one of ten has twice ln(9.5 / 1.5)", () => {
  const [first] = tokenAssociation([...texts("yes", 10, 9), ...texts("no", 10, 1)]);
  expect(first).toMatchObject({ token: "mark", label: "yes", within: 9, outside: 1 });
  expect(first.logOdds).toBeCloseTo(2 * Math.log(9.5 / 1.5), 12);
  expect(first.high - first.logOdds).toBeCloseTo(1.96 * Math.sqrt(2 / 9.5 + 2 / 1.5), 12);
});

test("lopsided labels: a word as frequent in each has an interval around 0, and two labels are each other's mirror", () => {
  const all = tokenAssociation([...texts("many", 300, 60), ...texts("few", 15, 3)], { z: 3 });
  const of = (label: string) => all.find((one) => one.token === "mark" && one.label === label)!;
  expect(Math.abs(of("many").logOdds)).toBeLessThan(0.15);
  expect(of("many").low).toBeLessThan(0);
  expect(of("many").high).toBeGreaterThan(0);
  expect(of("few").logOdds).toBeCloseTo(-of("many").logOdds, 12);
  expect(of("few").low).toBeCloseTo(-of("many").high, 12);
});

test("rare words are left out, and the strongest lower end comes first", () => {
  const all = tokenAssociation([...texts("yes", 10, 4), ...texts("no", 10, 0)]);
  expect(all.map(({ token }) => token)).toEqual(["a", "a"]);
  const more = tokenAssociation([...texts("yes", 10, 4), ...texts("no", 10, 0)], { least: 4 });
  expect(more[0]).toMatchObject({ token: "mark", label: "yes" });
  expect(more.map(({ low }) => low)).toEqual(more.map(({ low }) => low).sort((a, b) => b - a));
});

test("a single label is refused", () => {
  expect(() => tokenAssociation(texts("yes", 3, 1))).toThrow(
    "tokenAssociation: texts have 1 labels, expected at least 2",
  );
});
