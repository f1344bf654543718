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
  const once = (name: string, make: () => Promise<Checker>) => {
    const known = fitted.get(name) ?? timed(make);
    fitted.set(name, known);
    return known;
  };
  const parts = { graphs: scene.graphs, params: of.params };
  const quality = (signal: AbortSignal) =>
    once("quality", () =>
      qualityChecker({
        ...parts,
        fitOn: of.sources["small real"],
        schedule: scene.settings.smallSchedule,
        random: sourceStream(seed, "small real"),
        signal,
      }),
    );
  const diversity = (source: string, signal: AbortSignal) =>
    once(`diversity of ${source}`, () =>
      diversityChecker({
        ...parts,
        fitOn: of.sources[source],
        schedule: scene.settings.schedule,
        random: sourceStream(seed, source).child("diversity checker"),
        signal,
      }),
    );
  const ask = (name: CheckerName, source: string, signal: AbortSignal) =>
    cache(`${scene.data}, seed ${seed}, ${name} checker on ${source}`, async () => {
      const { checker, seconds } = await (name === "quality" ? quality(signal) : diversity(source, signal));
      const started = performance.now();
      const logProbs = await checker.logProbs(of.sources[source], signal);
      return { logProbs, seconds: seconds + (performance.now() - started) / 1000 };
    });
  return {
    quality,
    async scores(source, needs, signal) {
      const logQuality = needs.includes("quality") ? await ask("quality", source, signal) : undefined;
      const logDiversity = needs.includes("diversity") ? await ask("diversity", source, signal) : undefined;
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

/** Decides order and dropout on a source: one stream for all methods, so that they are compared in pairs. */
export function sourceStream(seed: number, source: string) {
  return stream(seed, `dimp/${source}`);
}

async function timed(make: () => Promise<Checker>): Promise<Fitted> {
  const started = performance.now();
  const checker = await make();
  return { checker, seconds: (performance.now() - started) / 1000 };
}
