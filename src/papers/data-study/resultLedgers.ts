/** @file Every ledger that speaks to a claim of the empirical study (arXiv 2407.12813), in the order of its notebooks. */
import type { Claim } from "../../experiments/claim";
import type { ClaimLedger } from "../../experiments/claimLedgers";
import type { Experiment } from "../../experiments/experiment";
import { bias, biasClaims } from "./bias";
import { diversity, diversityClaims } from "./diversity";
import { lowResource, lowResourceClaims } from "./lowResource";
import { methods } from "./methods";
import { methodsClaims } from "./methodsResult";
import { mixing, mixingClaims } from "./mixing";
import { domainsClaims, otherDomains } from "./otherDomains";
import { promptSensitivity, sensitivityClaims } from "./promptSensitivity";
import { skill, skillClaims } from "./skill";
import { volume, volumeClaims } from "./volume";

/** The ledgers; one that is not there yet has no verdicts. */
export const resultLedgers: readonly ClaimLedger[] = [
  world("methods", methods, methodsClaims),
  world("low-resource", lowResource, lowResourceClaims),
  world("mixing", mixing, mixingClaims),
  world("diversity", diversity, diversityClaims),
  world("volume", volume, volumeClaims),
  world("bias", bias, biasClaims),
  world("skill", skill, skillClaims),
  world("prompt-sensitivity", promptSensitivity, sensitivityClaims),
  world("other-domains", otherDomains, domainsClaims),
];

function world(ledger: string, { name }: Experiment, claims: readonly Claim[]): ClaimLedger {
  return { ledger, experiment: name, scale: "world", claims: () => claims };
}
