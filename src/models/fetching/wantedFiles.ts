/**
 * @file Which files of a model this project reads.
 */

/** Settings, vocabularies, chat templates, terms: by these names only, since the list is another's. */
const texts =
  /^(?:[\w-]+(?:\.[\w-]+)*\.(?:json|txt|jinja)|(?:README|NOTICE)(?:\.md)?|LICENSE[\w-]*(?:\.\w+)?|USE_POLICY\.md|1_Pooling\/config\.json)$/;

/** One file, or the pieces that model.safetensors.index.json lists. */
const whole = /^model\.safetensors$/;
const pieces = /^model-\d+-of-\d+\.safetensors$/;

/**
 * The files to fetch, of all that a model has.
 *
 * Weights are wanted once: whole if they are there whole, else in pieces, else whatever other safetensors lie beside
 * the settings. Other programs' copies of them, often as large again, are left.
 */
export function wantedFiles(files: readonly string[]): string[] {
  const other = /^[\w-]+(?:\.[\w-]+)*\.safetensors$/;
  const weights = [whole, pieces, other].map((kind) => files.filter((file) => kind.test(file)));
  return [...files.filter((file) => texts.test(file)), ...(weights.find(({ length }) => length > 0) ?? [])];
}
