/**
 * @file Table 1 on real data: a folder of texts, a real encoder whose lower layers are frozen.
 */
import type { Dataset, Example } from "../../data/dataset";
import { readFolder } from "../../data/readFolder";
import { stratifiedSubsample } from "../../data/subsample";
import { stream } from "../../random/stream";
import { rowsScene } from "./rowsScene";
import type { Scene } from "./scene";
import type { TableSettings } from "./settings";
import { syntheticSets } from "./syntheticSets";

export interface FolderSceneOptions {
  folder: string;
  /** Name of one synthetic set; absent: all of the folder. */
  synthetic?: string;
  settings: TableSettings;
  signal?: AbortSignal;
  /** Told in words what is being prepared. */
  tell?: (text: string) => void;
}

/**
 * The scene at scale `small` of a folder of texts.
 *
 * @throws RangeError if the folder has no such synthetic set, no test rows, or cannot be read
 */
export async function folderScene(options: FolderSceneOptions): Promise<Scene> {
  const { folder, settings, signal, tell = () => undefined } = options;
  tell("reading the data");
  const dataset = await readFolder(folder);
  const rows = chooseRows(dataset, settings, options.synthetic);
  return rowsScene({ dataset, rows, settings, signal, tell });
}

/** The rows of every source and of the test, drawn once and for all seeds. */
function chooseRows(
  dataset: Dataset,
  { rows, smallRealPerClass }: TableSettings,
  synthetic?: string,
): Record<string, Example[]> {
  const random = stream(0, "dimp/rows");
  const draw = (name: string, examples: readonly Example[], count: number) =>
    stratifiedSubsample(examples, Math.min(count, examples.length), random.child(name));
  if (dataset.test.length === 0) throw new RangeError("folderScene: test has 0 rows, expected some");
  // The paper's small real set is the development split; where that is too small, rows of train fill it up.
  const smallReal = Math.min(rows.smallReal, smallRealPerClass * dataset.labels.length);
  const development = draw("small real", dataset.validation, smallReal);
  const filled = draw("filled", dataset.train, smallReal - development.length);
  const left = new Set(filled);
  return {
    "small real": [...development, ...filled],
    ...syntheticSets(dataset, synthetic, (name, set) => draw(name, set, rows.synthetic)),
    "large real": draw(
      "large real",
      dataset.train.filter((example) => !left.has(example)),
      rows.largeReal,
    ),
    test: draw("test", dataset.test, rows.test),
  };
}
