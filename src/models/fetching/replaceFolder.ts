/**
 * @file Putting a finished folder in its place, so that nobody ever finds half a model.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/** Moves `finished` to `place`, on the same disk; what was there before is removed afterwards. */
export function replaceFolder(finished: string, place: string): void {
  const former = `${finished}.former`;
  mkdirSync(dirname(place), { recursive: true });
  if (existsSync(place)) renameSync(place, former);
  renameSync(finished, place);
  rmSync(former, { recursive: true, force: true });
}
