/** @file A clock that moves when somebody waits. */
import type { Clock } from "../../../src/generation/endpoint/clock";

export interface FakeClock extends Clock {
  /** The waits, in milliseconds. */
  readonly waits: number[];
}

/** At 0 when it is made; a wait moves it on at once. */
export function fakeClock(): FakeClock {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      time = Math.max(time, time + milliseconds);
      await new Promise(setImmediate);
    },
  };
}
