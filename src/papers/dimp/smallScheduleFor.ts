/**
 * @file How long to fit on few real rows, so that few and many converge.
 */
import type { ClassifierSchedule } from "../../training/trainClassifier";

/** So many rows are seen at least, counted with their repetitions: enough for 25 texts to be fitted. */
const rowsSeen = 2000;

/**
 * The schedule with more epochs where rows are few.
 *
 * @returns at least the epochs of `schedule`; 80 for 25 rows and 20 epochs
 */
export function smallScheduleFor(rows: number, schedule: ClassifierSchedule): ClassifierSchedule {
  return { ...schedule, epochs: Math.max(schedule.epochs, Math.ceil(rowsSeen / rows)) };
}
