/**
 * @file The verdicts on a paper's claims as a table to read.
 */

import { type Table, table } from "../charts/table";
import type { Claim } from "./claim";
import type { ClaimVerdict } from "./experiment";
import { effectFormat, pFormat } from "./verdictFormats";

/**
 * One line per claim: place, sentence, verdict, effect with its interval, corrected p.
 *
 * @returns a table that a notebook shows and that is aligned text as a string
 * @throws RangeError if a verdict's claim is not among the claims, or there is none
 */
export function claimTable(
  claims: readonly Claim[],
  verdicts: readonly ClaimVerdict[],
  caption = "The paper's claims",
): Table {
  const rows = verdicts.map((verdict) => {
    const claim = claims.find(({ id }) => id === verdict.id);
    if (!claim)
      throw new RangeError(`claimTable: verdict ${verdict.id} has no claim, expected one of that id`);
    return { ...verdict, claim: claim.sentence };
  });
  const tested = verdicts.filter(({ p }) => p !== null).length;
  return table(rows, {
    caption,
    columns: [
      { field: "place" },
      { field: "claim" },
      { field: "verdict" },
      { field: "effect", title: "effect [95 % interval]", format: effectFormat, align: "right" },
      { field: "p", format: pFormat, align: "right" },
    ],
    note: `p is two-sided and corrected by Holm's rule, claims tested: ${tested}; supported: p < .05 in the claim's direction, opposite: in the other`,
  });
}
