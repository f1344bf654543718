/** @file What a piece of work costs in seconds of a core. */

/**
 * Does the work and tells how long the process computed for it, all its threads together.
 *
 * On a machine that others use too this hardly changes, where the time on the clock does. Work that this process does
 * beside it is counted too.
 */
export async function coreSeconds<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; spent: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, spent: (user + system) / 1e6 };
}
