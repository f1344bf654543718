/**
 * @file The checkers of one seed, each fitted at most once and only when a method asks for it.
 */
import { stream } from "../../random/stream";
import type { Checker } from "../../weighting/checker";
import { diversityChecker } from "../../weighting/diversityChecker";
import { qualityChecker } from "../../weighting/qualityChecker";
import type { CheckerName, CheckerScores } from "./methods";
import type { Scene, SeedScene } from "./scene";
import type { ScoreCache } from "./scoreCache";

/** A fitted checker and how long that took. */
export interface Fitted {
  checker: Checker;
  seconds: number;
}

/** What checkers say of a source, and how long fitting and asking them took. */
export interface SourceScores extends CheckerScores {
  seconds: number;
}

export interface SeedCheckers {
  /** The quality checker P', which is also CE on the small real set. */
  quality(signal: AbortSignal): Promise<Fitted>;
  /** log P' and log Q of a source's own labels, as far as they are needed. */
  scores(source: string, needs: readonly CheckerName[], signal: AbortSignal): Promise<SourceScores>;
  dispose(): Promise<void>;
}

/**
 * The checkers of a seed.
 *
 * P' is fitted on the small real set for all sources; Q is fitted on the source itself.
 */
export function seedCheckers(scene: Scene, of: SeedScene, seed: number, cache: ScoreCache): SeedCheckers {
  const fitted = new Map<string, Promise<Fitted>>();
  const fittedOnce = (name: CheckerName, source: string, signal: AbortSignal) => {
    const key = name === "quality" ? name : `${name} of ${source}`;
    const known = fitted.get(key) ?? timed(() => fit(name, source, { scene, of, seed, signal }));
    fitted.set(key, known);
    return known;
  };
  const ask = async (name: CheckerName, source: string, signal: AbortSignal) => {
    const { checker, seconds } = await fittedOnce(name, source, signal);
    const started = performance.now();
    const logProbs = await checker.logProbs(of.sources[source], signal);
    return { logProbs, seconds: seconds + (performance.now() - started) / 1000 };
  };
  return {
    quality: (signal) => fittedOnce("quality", smallReal, signal),
    async scores(source, needs, signal) {
      const kept = (name: CheckerName) =>
        cache(`${scene.data}, seed ${seed}, ${name} checker on ${source}`, () => ask(name, source, signal));
      const logQuality = needs.includes("quality") ? await kept("quality") : undefined;
      const logDiversity = needs.includes("diversity") ? await kept("diversity") : undefined;
      return {
        logQuality: logQuality?.logProbs,
        logDiversity: logDiversity?.logProbs,
        seconds: (logQuality?.seconds ?? 0) + (logDiversity?.seconds ?? 0),
      };
    },
    async dispose() {
      const all = await Promise.allSettled(fitted.values());
      for (const result of all) if (result.status === "fulfilled") result.value.checker.dispose();
    },
  };
}

const smallReal = "small real";

interface FitPlace {
  scene: Scene;
  of: SeedScene;
  seed: number;
  signal: AbortSignal;
}

function fit(name: CheckerName, source: string, { scene, of, seed, signal }: FitPlace): Promise<Checker> {
  const { graphs, settings } = scene;
  const common = { graphs, params: of.params, signal };
  if (name === "quality") {
    const random = sourceStream(seed, smallReal);
    return qualityChecker({
      ...common,
      fitOn: of.sources[smallReal],
      schedule: settings.smallSchedule,
      random,
    });
  }
  const random = sourceStream(seed, source).child("diversity checker");
  return diversityChecker({ ...common, fitOn: of.sources[source], schedule: settings.schedule, random });
}

/** Decides order and dropout on a source: one stream for all methods, so that they are compared in pairs. */
export function sourceStream(seed: number, source: string) {
  return stream(seed, `dimp/${source}`);
}

async function timed(make: () => Promise<Checker>): Promise<Fitted> {
  const started = performance.now();
  const checker = await make();
  return { checker, seconds: (performance.now() - started) / 1000 };
}
