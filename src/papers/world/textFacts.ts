/**
 * @file What is known exactly of a text that somebody wrote when asked for one of a class.
 */

import { logSumExp } from "../../data/world/logSpace";
import { createCellScore } from "../../data/world/score";
import { rejectedShare } from "../../data/world/sentences";
import type { World } from "../../data/world/world";
import { argMax } from "../../statistics/argMax";
import type { WorldPrompt } from "./worldPrompt";

/** Facts about one text. */
export interface TextFacts {
  /** Whether the class asked for is the most probable one, by the exact posterior of real texts. */
  rightClass: boolean;
  /** P(class asked for | text) among real texts. */
  classProbability: number;
  /** The most probable subtopic, if the text is of the class asked for; every subtopic alike beforehand. */
  subtopic: string;
  /** Whether the grammar accepts every sentence of it. */
  accepted: boolean;
  /** Whether it is one of the demonstrations. */
  copied: boolean;
}

/** Makes the function that looks at texts of a world. */
export function textFacts({ grammar, real }: World): (prompt: WorldPrompt, text: string) => TextFacts {
  const scoreCells = createCellScore(grammar, real.knobs);
  const depth = grammar.subtopics[0].length;
  return (prompt, text) => {
    const asked = grammar.labels.indexOf(prompt.label);
    const posterior = real.posterior(text);
    const cells = scoreCells(text).slice(asked * depth, (asked + 1) * depth);
    const total = logSumExp(cells);
    const shares = Array.from(cells, (cell) => Math.exp(cell - total));
    return {
      rightClass: posterior[asked] === Math.max(...posterior),
      classProbability: posterior[asked],
      subtopic: grammar.subtopics[asked][argMax(shares)],
      accepted: rejectedShare(grammar, text) === 0,
      copied: prompt.demonstrations.includes(text),
    };
  };
}
