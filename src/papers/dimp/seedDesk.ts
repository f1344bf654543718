/**
 * @file Data and checkers of the seed that runs now; those of the seed before are put away.
 */
import type { Json } from "../../text/canonicalJson";
import type { Scene, SeedScene } from "./scene";
import { scoreCache } from "./scoreCache";
import { type SeedCheckers, seedCheckers } from "./seedCheckers";

/** What the runs of one seed share. */
export interface OpenSeed {
  of: SeedScene;
  checkers: SeedCheckers;
}

/** Opens seeds, one at a time. */
export interface SeedDesk {
  take(seed: number, signal: AbortSignal): Promise<OpenSeed>;
  dispose(): Promise<void>;
}

/**
 * A desk with nothing on it.
 *
 * @param cacheFolder where checkers' scores are kept; absent: in memory only
 * @param settings what decides the scores beside seed and source
 */
export function seedDesk(scene: Scene, cacheFolder: string | undefined, settings: Json): SeedDesk {
  const cache = scoreCache(cacheFolder, settings);
  let open: (OpenSeed & { seed: number }) | undefined;
  const dispose = async () => {
    const closing = open;
    open = undefined;
    await closing?.checkers.dispose();
    closing?.of.dispose();
  };
  return {
    async take(seed, signal) {
      if (open?.seed === seed) return open;
      await dispose();
      const of = await scene.ofSeed(seed, signal);
      open = { seed, of, checkers: seedCheckers(scene, of, seed, cache) };
      return open;
    },
    dispose,
  };
}
