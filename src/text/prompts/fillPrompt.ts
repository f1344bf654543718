/** @file From a template and values to a prompt. */
import type { Prompt, PromptPart } from "./prompt";
import type { PromptSection, PromptTemplate } from "./promptTemplate";

/** A labelled text, or pair of texts, that shows the model what is wanted. */
export interface Demonstration {
  text: string;
  textPair?: string;
  label?: string;
}

/** What stands in the places of a template. */
export interface PromptValues {
  demonstrations?: readonly Demonstration[];
  /** Values of the other places, by name: `label`, `topic`, `words`. */
  [variable: string]: string | number | readonly Demonstration[] | undefined;
}

/**
 * Writes the values into the places of a template.
 *
 * A value is taken as it is: braces in it are no places. White space at the ends of demonstrations is dropped.
 *
 * @throws RangeError if a place has no value, a value has no place, or there are not as many demonstrations as the
 *   template is written for
 */
export function fillPrompt(template: PromptTemplate, values: PromptValues): Prompt {
  const { demonstrations = [], ...variables } = values;
  if (demonstrations.length !== template.demonstrations) {
    throw new RangeError(
      `fillPrompt: demonstrations has ${demonstrations.length}, expected ${template.demonstrations} for ${template.name}`,
    );
  }
  expectPlaces(template, Object.keys(variables));
  const fill = (sections: readonly PromptSection[]) =>
    onLines(sections.flatMap((section) => fillSection(template, section, variables, demonstrations)));
  return { template: template.name, system: fill(template.system), user: fill(template.user) };
}

type Variables = Record<string, unknown>;

function fillSection(
  template: PromptTemplate,
  { purpose, text }: PromptSection,
  variables: Variables,
  demonstrations: readonly Demonstration[],
): PromptPart[][] {
  if (purpose !== "demonstration") {
    return [fillPlaces(text, (name) => ({ text: variableText(template, variables, name), variable: name }))];
  }
  return demonstrations.map((demonstration, at) =>
    fillPlaces(text, (name) => {
      if (name === "number") return { text: String(at + 1) };
      const own = variableText(template, { ...demonstration }, name);
      return { text: own.trim(), variable: `demonstration ${at + 1}` };
    }),
  );
}

/** The words between the places as they are, each place by what `part` says of it. */
function fillPlaces(text: string, part: (name: string) => PromptPart): PromptPart[] {
  return text
    .split(place)
    .map((piece, at) => (at % 2 === 0 ? { text: piece } : part(piece)))
    .filter((one) => one.text !== "" || one.variable);
}

/** Splitting by it gives words, a place's name, words, and so on. */
const place = /\{(\w+)\}/;

function onLines(sections: readonly PromptPart[][]): PromptPart[] {
  return sections.flatMap((parts, at) => (at === 0 ? parts : [{ text: "\n" }, ...parts]));
}

function variableText(template: PromptTemplate, variables: Variables, name: string): string {
  const value = variables[name];
  const written = typeof value === "number" ? String(value) : value;
  if (typeof written !== "string" || written.trim() === "") {
    throw new RangeError(`fillPrompt: ${name} is ${shown(value)}, expected a text for ${template.name}`);
  }
  return written;
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

function expectPlaces(template: PromptTemplate, names: readonly string[]): void {
  const sections = [...template.system, ...template.user].filter(
    ({ purpose }) => purpose !== "demonstration",
  );
  const places = new Set(sections.flatMap(({ text }) => text.split(place).filter((_, at) => at % 2 === 1)));
  const extra = names.find((name) => !places.has(name));
  if (extra === undefined) return;
  const known = places.size > 0 ? [...places].join(", ") : "no value";
  throw new RangeError(`fillPrompt: ${extra} has no place in ${template.name}, expected ${known}`);
}
