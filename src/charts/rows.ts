/**
 * @file Reading rows at the door: each role of a chart gets its column, checked once, under the role's own name.
 */

/** A row as a chart's specification carries it: one value per role. */
export type ChartRow = Record<string, number | string>;

/** Which field of the rows holds each role; a role without a field is left out. */
export interface Roles {
  numbers: Record<string, string | undefined>;
  texts?: Record<string, string | undefined>;
}

/**
 * The rows with one value per role. Numbers keep six digits, more than any screen shows, so that a figure's
 * file does not depend on the last bits of a machine's arithmetic.
 *
 * @throws RangeError if there is no row or a number is not finite, TypeError if a value is of another kind
 */
export function readRows(caller: string, rows: readonly object[], roles: Roles): ChartRow[] {
  if (rows.length === 0) throw new RangeError(`${caller}: rows is empty, expected at least one row`);
  return rows.map((row, index) => {
    const values = row as Record<string, unknown>;
    const read: ChartRow = {};
    for (const [role, field] of Object.entries(roles.numbers)) {
      if (field !== undefined) read[role] = readNumber(`${caller}: row ${index} ${field}`, values[field]);
    }
    for (const [role, field] of Object.entries(roles.texts ?? {})) {
      if (field !== undefined) read[role] = readText(`${caller}: row ${index} ${field}`, values[field]);
    }
    return read;
  });
}

function readNumber(place: string, value: unknown): number {
  if (typeof value !== "number") throw new TypeError(`${place} is ${shown(value)}, expected a number`);
  if (!Number.isFinite(value)) throw new RangeError(`${place} is ${value}, expected a finite number`);
  return Number(value.toPrecision(6));
}

function readText(place: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "boolean" || Number.isFinite(value)) return String(value);
  throw new TypeError(`${place} is ${shown(value)}, expected a text, a number or a boolean`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** @throws RangeError if an interval's low end is above its high end */
export function expectIntervals(caller: string, rows: readonly ChartRow[], low = "low", high = "high"): void {
  const at = rows.findIndex((row) => row[low] > row[high]);
  if (at < 0) return;
  const ends = `[${rows[at][low]}, ${rows[at][high]}]`;
  throw new RangeError(`${caller}: row ${at} interval is ${ends}, expected low at most high`);
}

/** @throws RangeError if a value of a role cannot stand on a log scale */
export function expectPositive(caller: string, rows: readonly ChartRow[], role: string): void {
  const at = rows.findIndex((row) => role in row && !((row[role] as number) > 0));
  if (at < 0) return;
  throw new RangeError(
    `${caller}: row ${at} ${role} is ${rows[at][role]}, expected a number above 0 on a log scale`,
  );
}

/** The different values of a role, in order of first appearance; none where no row has the role. */
export function namesOf(rows: readonly ChartRow[], role: string): string[] {
  return [...new Set(rows.filter((row) => role in row).map((row) => row[role] as string))];
}

/** Smallest and largest of the numbers of some roles and of more values. */
export function extentOf(rows: readonly ChartRow[], roles: readonly string[], more: readonly number[] = []) {
  let [low, high] = [Infinity, -Infinity];
  const include = (value: number) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const row of rows) for (const role of roles) if (role in row) include(row[role] as number);
  more.forEach(include);
  return [low, high] as [number, number];
}
