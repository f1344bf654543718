/** @file When the next request may leave. */
import type { Clock } from "./clock";

export interface Pacer {
  /** Waits for the caller's turn. */
  turn(signal?: AbortSignal): Promise<void>;
  /** Nobody's turn comes before this time. */
  holdUntil(time: number): void;
}

/** Turns at most `perMinute` a minute, evenly apart; with `Infinity` at once. */
export function pacer(perMinute: number, clock: Clock): Pacer {
  let next = 0;
  let heldUntil = 0;
  return {
    async turn(signal) {
      const own = Math.max(next, clock.now(), heldUntil);
      next = own + 60_000 / perMinute;
      // A hold that begins during the wait counts too.
      for (let wait = own - clock.now(); wait > 0; wait = Math.max(own, heldUntil) - clock.now()) {
        await clock.sleep(wait, signal);
      }
    },
    holdUntil(time) {
      heldUntil = Math.max(heldUntil, time);
    },
  };
}
