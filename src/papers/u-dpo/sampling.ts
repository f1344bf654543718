/** @file How a text is drawn from a model. */

/** How a text is drawn. The paper states neither number. */
export interface Sampling {
  temperature: number;
  topP: number;
}

/** The name of a setting in tables and ledgers. */
export function samplingName({ temperature, topP }: Sampling): string {
  return `temperature ${temperature}, top-p ${topP}`;
}
