/** @file What holds generated texts below real ones: wrong labels, or texts that are alike? */
import { rightlyLabelled } from "./rightlyLabelled";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";
import { realTexts } from "./studyTasks";

/** What a classifier learns from so many texts of a kind. */
export interface KindScore {
  seed: number;
  texts: number;
  kind: "generated" | "the right ones" | "real";
  accuracy: number;
}

/**
 * Sets of one size of three kinds: written after topic prompts; those of them whose label is right by the exact
 * posterior; real texts.
 *
 * @param perClass sizes, in texts of each field
 * @throws RangeError if too few of the generated texts are right for the largest size
 */
export async function kindsOfTexts(
  study: Study,
  seed: number,
  perClass: readonly number[],
  signal?: AbortSignal,
): Promise<KindScore[]> {
  const [task] = study.tasks;
  const generated = await study.written("zero-shot topic", seed, {}, signal);
  const right = rightlyLabelled(generated, study.world.real);
  const sizes = perClass.map((count) => task.labels.length * count);
  if (right.length < Math.max(...sizes)) {
    throw new RangeError(
      `kindsOfTexts: ${right.length} of ${generated.length} texts are right, expected at least ${Math.max(...sizes)}`,
    );
  }
  const scores: KindScore[] = [];
  for (const [at, texts] of sizes.entries()) {
    const sets = {
      generated,
      "the right ones": right,
      real: realTexts(study.world.real, perClass[at], seed),
    };
    for (const [kind, set] of Object.entries(sets) as [KindScore["kind"], typeof right][]) {
      const learner = studyStream(seed, "learner");
      const train = set.slice(0, texts);
      const { accuracy } = await learnedScores(study, task, train, task.real(seed).test, learner);
      scores.push({ seed, texts, kind, accuracy });
    }
  }
  return scores;
}
