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

export interface SteppedClock extends Clock {
  /** Moves the time on, waking those whose waits are over. */
  step(milliseconds: number): Promise<void>;
}

/** At 0 when it is made; waits last until it is stepped. */
export function steppedClock(): SteppedClock {
  let time = 0;
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (milliseconds) => new Promise((wake) => sleepers.push({ until: time + milliseconds, wake })),
    async step(milliseconds) {
      time += milliseconds;
      for (const { until, wake } of sleepers) if (until <= time) wake();
      sleepers = sleepers.filter(({ until }) => until > time);
      await new Promise(setImmediate);
    },
  };
}
