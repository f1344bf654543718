/** @file Learning rates as functions of the step. */

/** The learning rate at a step, counted from 0. */
export type Schedule = (step: number) => number;

/** What schedules with a warm-up need. */
export interface ScheduleOptions {
  /** The highest learning rate. */
  peak: number;
  /** Over how many steps the rate rises from 0 to the peak. */
  warmupSteps: number;
  /** After how many steps it is 0 again. */
  totalSteps: number;
}

/** The same rate at every step. */
export function constantSchedule(peak: number): Schedule {
  expectRate("constantSchedule", peak);
  return () => peak;
}

/**
 * A linear rise over the warm-up, then a linear fall to 0.
 *
 * Source:  Devlin et al. 2019, Appendix A.2; the values are those of transformers' `get_linear_schedule_with_warmup`.
 * Differs: nothing
 *
 * @throws RangeError if the peak is negative or the steps are not whole numbers, warm-up at most total
 */
export function linearSchedule(options: ScheduleOptions): Schedule {
  const { peak, warmupSteps, totalSteps } = options;
  expectOptions("linearSchedule", options);
  return (step) =>
    step < warmupSteps
      ? (peak * step) / warmupSteps
      : peak * Math.max(0, (totalSteps - step) / Math.max(1, totalSteps - warmupSteps));
}

/**
 * A linear rise over the warm-up, then half a cosine down to 0.
 *
 * Source:  Loshchilov and Hutter 2017, Eq. 5 with one period, as transformers' `get_cosine_schedule_with_warmup`.
 * Differs: a warm-up comes first; past the end it stays 0, where transformers' rises again
 *
 * @throws RangeError if the peak is negative or the steps are not whole numbers, warm-up at most total
 */
export function cosineSchedule(options: ScheduleOptions): Schedule {
  const { peak, warmupSteps, totalSteps } = options;
  expectOptions("cosineSchedule", options);
  return (step) => {
    if (step < warmupSteps) return (peak * step) / warmupSteps;
    const done = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
    return peak * 0.5 * (1 + Math.cos(Math.PI * done));
  };
}

function expectOptions(caller: string, { peak, warmupSteps, totalSteps }: ScheduleOptions): void {
  expectRate(caller, peak);
  if (!Number.isSafeInteger(totalSteps) || totalSteps < 1) {
    throw new RangeError(`${caller}: totalSteps is ${totalSteps}, expected a whole number above 0`);
  }
  if (!Number.isSafeInteger(warmupSteps) || warmupSteps < 0 || warmupSteps > totalSteps) {
    throw new RangeError(
      `${caller}: warmupSteps is ${warmupSteps}, expected a whole number from 0 to ${totalSteps}`,
    );
  }
}

function expectRate(caller: string, peak: number): void {
  if (!(peak >= 0 && peak < Infinity)) {
    throw new RangeError(`${caller}: peak is ${peak}, expected a finite number from 0`);
  }
}
