/** @file Generated texts that are hardly more than copies of a text that they will be tested on. */
import type { Example } from "../../data/dataset";
import { nearDuplicates } from "../../evaluation/nearDuplicates";
import { stream } from "../../random/stream";

/** What is needed of `YourData`. */
interface Texts {
  real: readonly Example[];
  generated: readonly Example[];
  test: readonly Example[];
}

/**
 * A sentence on generated texts that nearly repeat a test text, with an example; where there is no test file, on those
 * that nearly repeat a real text. None where there are none.
 *
 * Such a text tells a classifier what it is asked later. Two texts are alike from a similarity of 0.8, see
 * `nearDuplicates`.
 */
export function nearRepeats({ real, generated, test }: Texts): string[] {
  const [name, asked] = test.length > 0 ? ["test", test] : ["real", real];
  const { pairs } = nearDuplicates(
    [...generated, ...asked].map(({ text }) => text),
    stream(0, "your-data/near repeats"),
  );
  const across = pairs.filter(({ first, second }) => first < generated.length && second >= generated.length);
  if (across.length === 0) return [];
  const count = new Set(across.map(({ first }) => first)).size;
  const quoted = generated[across[0].first].text.slice(0, 60);
  return [
    `generated: ${count} of ${generated.length} texts nearly repeat a ${name} text, such as "${quoted}"`,
  ];
}
