/**
 * @file Conditional entropies and divergences by fitted models: Kuo et al. 2025, Section 3.2.
 */
import type { Params } from "../../engine/tensorTree";
import { mean } from "../../statistics/mean";
import type { LabelledInputs } from "../../weighting/checker";
import { crossEntropyMethod } from "./methods";
import { pickRows } from "./pickRows";
import { type TrainRun, trainMethod } from "./trainMethod";

/** Where the numbers come from; `generated` is the synthetic source. */
export type InformationRun = Omit<TrainRun, "method" | "source"> & { generated: string };

/** The share of generated texts that the model of Q is not fitted on. */
const freshShare = 0.25;

/**
 * Fits a model of P on the large real set and one of Q on generated texts, and looks at labels with both.
 *
 *     H(P)       = mean of -log p_P(y | x) over real texts
 *     KL(Q || P) = mean of log p_Q(y | x) - log p_P(y | x) over generated texts
 *
 * Source:  Kuo et al. 2025, Section 3.2.
 * Differs: the paper does not say on which texts; here both on those that the model of the same distribution was
 *          fitted on ("own") and on others ("fresh").
 *
 * @returns H(P), H(Q), KL(Q || P) and KL(P || Q) in nats, on own and on fresh texts
 */
export async function fittedInformation(
  run: InformationRun,
): Promise<Record<"own" | "fresh", Record<string, number>>> {
  const { of, generated } = run;
  const all = of.sources[generated];
  const count = all.labels.length;
  const fresh = Math.floor(freshShare * count);
  const places = Array.from({ length: count }, (_, place) => place);
  const fitOn = pickRows(all, places.slice(fresh));
  const ofReal = await fitAndAsk(run, "large real", of.sources["large real"]);
  const ofGenerated = await fitAndAsk(run, generated, fitOn);
  try {
    const own = await informationOn(ofReal, ofGenerated, of.sources["large real"], fitOn);
    const freshRows = pickRows(all, places.slice(0, fresh));
    return { own, fresh: await informationOn(ofReal, ofGenerated, of.test, freshRows) };
  } finally {
    ofReal.dispose();
    ofGenerated.dispose();
  }
}

/** A fitted model as what it says of labels. */
interface Model {
  logsOf(data: LabelledInputs): Promise<number[]>;
  dispose(): void;
}

async function fitAndAsk(run: InformationRun, source: string, fitOn: LabelledInputs): Promise<Model> {
  const { scene, of, signal } = run;
  const sources = { ...of.sources, [source]: fitOn };
  const trained = await trainMethod(
    { ...run, of: { ...of, sources }, method: crossEntropyMethod, source },
    {},
  );
  return {
    logsOf: ({ inputs, labels }) => logsOf(trained.params, inputs, labels),
    dispose: () => trained.dispose(),
  };

  async function logsOf(params: Params, inputs: LabelledInputs["inputs"], labels: ArrayLike<number>) {
    const rows = await scene.graphs.logProbs(params, inputs, { signal });
    return rows.map((row, i) => row[labels[i]]);
  }
}

async function informationOn(
  ofReal: Model,
  ofGenerated: Model,
  real: LabelledInputs,
  generated: LabelledInputs,
): Promise<Record<string, number>> {
  const [realByReal, realByGenerated] = [await ofReal.logsOf(real), await ofGenerated.logsOf(real)];
  const [generatedByReal, generatedByGenerated] = [
    await ofReal.logsOf(generated),
    await ofGenerated.logsOf(generated),
  ];
  return {
    entropyOfReal: -mean(realByReal),
    entropyOfGenerated: -mean(generatedByGenerated),
    generatedByReal: mean(generatedByGenerated) - mean(generatedByReal),
    realByGenerated: mean(realByReal) - mean(realByGenerated),
  };
}
