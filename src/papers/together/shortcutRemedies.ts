/** @file What can be done about a phrase that gives a label away among generated texts. */
import { type Mended, replaced, withoutCost } from "./remedies";
import type { JudgedSet, JudgedText, TextsToMend } from "./textsToMend";
import { dimp, imp, unweighted, type Weighting } from "./weightings";

/** The texts with the phrase, and the places of those with a suspect word. */
export interface ShortcutDiagnosis {
  /** As they come, but with the phrase planted; the other sets do not have it. */
  sets: TextsToMend;
  /** The same texts without the phrase. */
  clean: JudgedText[];
  suspects: readonly number[];
  /** Shows the generator each suspect, phrase and all; what stands in other places is not to be used. */
  rephrase(): Promise<JudgedSet>;
}

export interface ShortcutRemedy {
  method: string;
  weighting: Weighting;
  /** Whether it goes by the suspect words. */
  looks?: boolean;
  mend(diagnosis: ShortcutDiagnosis): Mended | Promise<Mended>;
}

const asReceived: ShortcutRemedy = {
  method: "as received",
  weighting: unweighted,
  mend: ({ sets }) => withoutCost(sets.asWritten.texts),
};

/** The faulty texts come from elsewhere: our generator does not write the phrase. */
export const shortcutRemedies: readonly ShortcutRemedy[] = [
  asReceived,
  { ...asReceived, method: "IMP", weighting: imp },
  { ...asReceived, method: "DIMP", weighting: dimp },
  {
    method: "suspects dropped",
    weighting: unweighted,
    looks: true,
    mend: ({ sets, suspects }) => withoutCost(sets.asWritten.texts.filter((_, at) => !suspects.includes(at))),
  },
  {
    method: "suspects rephrased",
    weighting: unweighted,
    looks: true,
    mend: async ({ sets, suspects, rephrase }) =>
      replaced({ ...sets, rephrased: await rephrase() }, "rephrased", suspects),
  },
  {
    method: "suspects written anew",
    weighting: unweighted,
    looks: true,
    mend: ({ sets, suspects }) => replaced(sets, "anew", suspects),
  },
  { method: "no phrase", weighting: unweighted, mend: ({ clean }) => withoutCost(clean) },
];
