/**
 * @file Conditional entropies and divergences of the exact world: Kuo et al. 2025, Section 3.2.
 */
import { conditionalDivergence, conditionalEntropy } from "../../data/world/expectations";
import { createWorld } from "../../data/world/world";
import { stream } from "../../random/stream";
import { worldKnobs } from "../world/worldKnobs";

/**
 * What a model of P and one of Q would say if they were perfect, in nats; exact for each text, a mean over texts.
 *
 * @param texts how many texts of P and of Q the means are over, from 2
 * @param withoutNoise gives the generated world's labels no more errors than the real one's
 */
export function exactInformation(
  seed: number,
  texts: number,
  withoutNoise = false,
): Record<"entropyOfReal" | "entropyOfGenerated" | "generatedByReal" | "realByGenerated", number> {
  const { real } = createWorld(worldKnobs);
  const { labelNoise, noiseToPartner } = real.knobs;
  const knobs = withoutNoise
    ? { ...worldKnobs, generated: { ...worldKnobs.generated, labelNoise, noiseToPartner } }
    : worldKnobs;
  const { generated } = createWorld(knobs);
  const random = () => stream(seed, "dimp/information");
  return {
    entropyOfReal: conditionalEntropy(real, texts, random()).mean,
    entropyOfGenerated: conditionalEntropy(generated, texts, random()).mean,
    generatedByReal: conditionalDivergence(generated, real, texts, random()).mean,
    realByGenerated: conditionalDivergence(real, generated, texts, random()).mean,
  };
}
