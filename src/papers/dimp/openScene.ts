/**
 * @file The scene that an experiment's options ask for.
 */
import type { ExperimentOptions } from "../../experiments/experiment";
import { folderScene } from "./folderScene";
import type { Scene } from "./scene";
import { smallSettings, type TableSettings, worldSettings } from "./settings";
import { worldScene } from "./worldScene";

/**
 * The exact world at scale `world`, a folder of texts at scale `small`.
 *
 * @param caller how errors begin
 * @param settings other sizes than the scale's own
 * @throws RangeError if the scale needs a folder and has none, or has one and needs none
 */
export async function openScene(
  caller: string,
  { scale, data, synthetic, signal, onProgress }: ExperimentOptions,
  settings?: TableSettings,
): Promise<Scene> {
  if (scale === "world") {
    if (data !== undefined) throw new RangeError(`${caller}: data is ${data}, expected none at scale world`);
    return worldScene(settings ?? worldSettings);
  }
  if (data === undefined)
    throw new RangeError(`${caller}: data is missing, expected a folder at scale ${scale}`);
  const tell = (text: string) => onProgress?.({ done: 0, total: 0, text });
  return folderScene({ folder: data, synthetic, settings: settings ?? smallSettings, signal, tell });
}
