/** @file Test texts in parts, one for each run, so that runs differ in what they are asked. */
import { type Example, textKey } from "../../data/dataset";
import { stream } from "../../random/stream";
import type { YourData } from "./readYourData";

/** What one run is trained on and asked. */
export interface TestPart {
  real: Example[];
  generated: Example[];
  test: Example[];
}

/**
 * Deals the test texts out, label by label, so that each part has every label about as often as the whole.
 *
 * Where there is no test file the real texts are dealt out, and a run is trained on those of the other parts: cross
 * validation. A generated text that is also in the part is left out.
 *
 * @param count number of parts, from 2
 * @throws RangeError if count is not a whole number from 2, or there are fewer than two texts for each part
 */
export function testParts(
  { labels, real, generated, test }: Omit<YourData, "findings" | "name">,
  count: number,
): TestPart[] {
  const asked = test.length > 0 ? test : real;
  const name = test.length > 0 ? "test" : "real";
  if (!Number.isSafeInteger(count) || count < 2) {
    throw new RangeError(`testParts: count is ${count}, expected a whole number from 2`);
  }
  if (asked.length < 2 * count) {
    throw new RangeError(
      `testParts: ${name} has ${asked.length} texts, expected at least ${2 * count} for ${count} runs`,
    );
  }
  const shuffled = stream(0, "your-data/parts").shuffle(asked);
  const dealt = labels.flatMap((label) => shuffled.filter((example) => example.label === label));
  return Array.from({ length: count }, (_, part) => {
    const own = dealt.filter((_, at) => at % count === part);
    const keys = new Set(own.map(textKey));
    const others = (examples: readonly Example[]) =>
      examples.filter((example) => !keys.has(textKey(example)));
    return { real: others(real), generated: others(generated), test: own };
  });
}
