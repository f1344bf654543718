import { expect, test } from "vitest";
import { logLikelihoodAfter, logLikelihoodByRatio } from "../../src/papers/dimp/bayesLearner";
import { stream } from "../../src/random/stream";

test("a learner with two coins gives the small real set the likelihood found by hand", () => {
  // Coins that show heads with 0.9 and 0.3; seen: heads. Posterior 0.75 and 0.25, so the next two heads have
  // 0.75 * 0.81 + 0.25 * 0.09 = 0.63.
  const heads = [Math.log(0.9), Math.log(0.3)];
  const learner = { logPrior: [Math.log(0.5), Math.log(0.5)], points: [heads], real: [heads, heads] };
  expect(logLikelihoodAfter(learner)[0]).toBeCloseTo(Math.log(0.63), 12);
  expect(logLikelihoodByRatio(learner)[0]).toBeCloseTo(Math.log(0.63), 12);
});

test("both routes of Eq. 22 give the same number for every point, whatever the prior", () => {
  const random = stream(3, "bayes learner");
  const logs = (count: number) => Array.from({ length: count }, () => Math.log(random.uniform()));
  const learner = {
    logPrior: logs(5),
    points: Array.from({ length: 7 }, () => logs(5)),
    real: Array.from({ length: 11 }, () => logs(5)),
  };
  const byRatio = logLikelihoodByRatio(learner);
  for (const [i, after] of logLikelihoodAfter(learner).entries()) expect(byRatio[i]).toBeCloseTo(after, 10);
});
