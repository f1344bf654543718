/**
 * @file JSON with one spelling per value, so that equal settings have equal text.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * JSON without spaces, the names of every object in code unit order.
 *
 * @returns `{"a":[1,true],"b":null}` for `{ b: null, a: [1, true] }`
 * @throws TypeError if something in it is not JSON: a function, undefined, a class instance
 * @throws RangeError if a number in it is not finite, which JSON would turn into null
 */
export function canonicalJson(value: Json): string {
  return spell(value, "value");
}

function spell(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) {
      throw new RangeError(`canonicalJson: ${path} is ${value}, expected a finite number`);
    }
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, i) => spell(item, `${path}[${i}]`)).join(",")}]`;
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`canonicalJson: ${path} is ${nameOfKind(value)}, expected JSON`);
  }
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${spell(Reflect.get(value, name), `${path}.${name}`)}`).join(",")}}`;
}

function nameOfKind(value: unknown): string {
  return typeof value === "object" ? `a ${value?.constructor?.name ?? "bare object"}` : typeof value;
}
