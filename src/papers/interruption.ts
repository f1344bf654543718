/**
 * @file Ctrl-C as an AbortSignal, so that a run can stop between two steps.
 */
import { constants } from "node:os";

export interface Interruption {
  /** Aborted at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** What a shell expects of a process that stopped for it: 130 after Ctrl-C, 143 after SIGTERM. */
  exitCode(): number;
}

/**
 * Listens for SIGINT and SIGTERM from now on. A second one, half a second later or more, ends the process at
 * once; npm and tsx may pass the same Ctrl-C on several times, which counts as one.
 *
 * @param onFirst called at the first one
 */
export function listenForInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController();
  let code = 0;
  let first = 0;
  const listener = (name: "SIGINT" | "SIGTERM") => {
    if (controller.signal.aborted) {
      if (performance.now() - first > 500) process.exit(code);
      return;
    }
    first = performance.now();
    code = 128 + constants.signals[name];
    onFirst();
    controller.abort(new Error(`interrupted by ${name}`));
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return { signal: controller.signal, exitCode: () => code };
}
