/**
 * @file Rules that say, without trying, which points are worth a step: the ratios of Eq. 8 and 9, and others.
 */

/** What is known of each point's label, in nats. */
export interface PointFacts {
  /** log p(y | x; θ_t) of the classifier as it is. */
  logModel: readonly number[];
  /** The same after further training on the small real set. */
  logTrained: readonly number[];
  /** log P'(y | x) of the quality checker, fitted on the small real set alone. */
  logQuality: readonly number[];
  /** log P(y | x) and log Q(y | x), exact. */
  logReal: readonly number[];
  logGenerated: readonly number[];
}

/** A rule and the score that it gives each point: the higher, the more worth a step. */
export interface OneStepRule {
  method: string;
  /** The place in Kuo et al. 2025, or "ours". */
  place: string;
  /** Whether all points score alike before the first step, so that there is no order. */
  needsTraining?: boolean;
  scores(facts: PointFacts): number[];
}

const ratio = (above: readonly number[], below: readonly number[]) => above.map((log, i) => log - below[i]);

export const equation8: OneStepRule = {
  method: "Eq. 8: trained on with P'",
  place: "Eq. 8",
  scores: ({ logTrained, logModel }) => ratio(logTrained, logModel),
};

export const equation9: OneStepRule = {
  method: "Eq. 9: DIMP's weight P'/p",
  place: "Eq. 9",
  scores: ({ logQuality, logModel }) => ratio(logQuality, logModel),
};

export const exactNumerator: OneStepRule = {
  method: "exact P/p",
  place: "ours: Eq. 9 with a perfect quality checker",
  scores: ({ logReal, logModel }) => ratio(logReal, logModel),
};

export const qualityAlone: OneStepRule = {
  method: "P' alone",
  place: "ours: Eq. 9 without its denominator",
  scores: ({ logQuality }) => [...logQuality],
};

export const highestLoss: OneStepRule = {
  method: "highest loss 1/p",
  place: "ours: Eq. 9 without its numerator, as online batch selection by loss has it",
  needsTraining: true,
  scores: ({ logModel }) => logModel.map((log) => -log),
};

const exactImportance: OneStepRule = {
  method: "exact P/Q",
  place: "ours: IMP's weight, Eq. 4",
  scores: ({ logReal, logGenerated }) => ratio(logReal, logGenerated),
};

/** All rules, in the order of the table. */
export const oneStepRules: readonly OneStepRule[] = [
  equation8,
  equation9,
  exactNumerator,
  qualityAlone,
  highestLoss,
  exactImportance,
];
