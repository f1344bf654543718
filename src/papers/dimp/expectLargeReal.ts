/**
 * @file The door of what needs more real texts than the small real set takes.
 */
import type { Scene } from "./scene";

/**
 * The scene, where it has a large real set.
 *
 * @param caller how errors begin
 * @throws RangeError if it has none; the scene is freed then
 */
export function expectLargeReal(caller: string, scene: Scene): Scene {
  if (scene.hasLargeReal) return scene;
  scene.dispose();
  throw new RangeError(`${caller}: large real has 0 texts, expected more in train than small real takes`);
}
