/** @file The questions of `together/2-rephrase-or-weigh` as sentences, and the names of the arms that answer them. */
import type { Claim } from "../../experiments/claim";
import { worldDifference } from "../../experiments/worldDifference";

/** The experiment's name on the command line. */
export const rephraseName = "together/2-rephrase-or-weigh";

/** The run of real texts alone. */
export const [realSource, realMethod] = ["real texts", "real only"];

/** The runs with a planted phrase. */
export const shortcutSource = "shortcut";

/** The source of the runs that may write a share of the texts once more. */
export const budgetName = (budget: number) =>
  budget === 0 ? "nothing written" : `${100 * budget} % written`;

export const [free, quarter] = [budgetName(0), budgetName(0.25)];
export const asWritten = { source: free, method: "as written" };

/** As many more texts, weighted, at a quarter's budget. */
export const dimpMore = { source: quarter, method: "more texts, DIMP" };

/** The questions as sentences; accuracy is that beside real texts where nothing else is said. */
export const rephraseClaims: readonly Claim[] = [
  claim(
    "dimp-for-nothing",
    "paper C",
    "Without another token, DIMP gains on CE with the texts as written",
    "beside",
    {
      of: { source: free, method: "DIMP" },
      minus: asWritten,
    },
  ),
  claim(
    "dimp-for-nothing-alone",
    "paper C",
    "So it does where the classifier has generated texts alone",
    "alone",
    {
      of: { source: free, method: "DIMP" },
      minus: asWritten,
    },
  ),
  claim("dropping-for-nothing", "ours", "Without another token, dropping the suspects gains", "beside", {
    of: { source: free, method: "suspects dropped" },
    minus: asWritten,
  }),
  claim("anew-helps", "paper B", "A quarter of the texts, the suspects, written anew gains", "beside", {
    of: { source: quarter, method: "suspects written anew" },
    minus: asWritten,
  }),
  claim(
    "anew-over-dimp",
    "B and C",
    "It gains more than as many more texts, all weighted by DIMP",
    "beside",
    {
      of: { source: quarter, method: "suspects written anew" },
      minus: dimpMore,
    },
  ),
  claim("rephrased-over-dimp", "B and C", "So does rephrasing the suspects", "beside", {
    of: { source: quarter, method: "suspects rephrased" },
    minus: dimpMore,
  }),
  claim(
    "rephrased-over-dimp-alone",
    "B and C",
    "So it does where the classifier has generated texts alone",
    "alone",
    {
      of: { source: quarter, method: "suspects rephrased" },
      minus: dimpMore,
    },
  ),
  claim(
    "hand-over-anew",
    "ours",
    "Having the suspects labelled by a reader gains more than writing them anew",
    "beside",
    {
      of: { source: quarter, method: "suspects labelled by a reader" },
      minus: { source: quarter, method: "suspects written anew" },
    },
  ),
  shortcut(
    "shortcut-rephrased",
    "paper B",
    "A shortcut: rephrasing the suspects mends it",
    "suspects rephrased",
    "as received",
  ),
  shortcut("shortcut-dimp", "B and C", "A shortcut: DIMP mends it", "DIMP", "as received"),
  shortcut(
    "shortcut-rephrased-over-dimp",
    "B and C",
    "A shortcut: rephrasing mends more of it than DIMP",
    "suspects rephrased",
    "DIMP",
  ),
];

function claim(
  id: string,
  place: string,
  sentence: string,
  metric: string,
  arms: { of: RunPlaceOf; minus: RunPlaceOf },
): Claim {
  return { id, place, sentence, evidence: worldDifference({ metric, ...arms }) };
}

type RunPlaceOf = { source: string; method: string };

/** On real test texts of other fields that have the phrase. */
function shortcut(id: string, place: string, sentence: string, of: string, minus: string): Claim {
  const arms = {
    of: { source: shortcutSource, method: of },
    minus: { source: shortcutSource, method: minus },
  };
  return claim(id, place, sentence, "misled", arms);
}
