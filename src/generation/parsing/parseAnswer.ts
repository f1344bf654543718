/** @file From what a model answers to the texts in it. */
import type { TextFinish } from "../generator";
import {
  withoutClosingRemark,
  withoutFence,
  withoutLeadIn,
  withoutPreamble,
  withoutQuotes,
  withoutSpecialTokens,
  withoutTitle,
} from "./framing";
import { isRefusal } from "./isRefusal";
import { jsonTexts } from "./jsonTexts";
import { listItems } from "./listItems";
import { applyRules, type RemovedPiece } from "./removedPiece";
import { withoutUnfinishedEnd } from "./withoutUnfinishedEnd";

/** What an answer is as a whole. */
export type AnswerForm = "plain" | "list" | "JSON" | "refusal" | "empty";

/** An answer in its parts: each of its words is in a text or in a removed piece. */
export interface ParsedAnswer {
  readonly form: AnswerForm;
  /** Never empty ones. */
  readonly texts: readonly string[];
  readonly removed: readonly RemovedPiece[];
}

/**
 * The texts of an answer, without what models say around them.
 *
 * A refusal has none; a list or JSON may have many; of an answer that was cut off at the most tokens the last sentence
 * goes, with its text if it was the only one.
 */
export function parseAnswer(answer: string, finish: TextFinish): ParsedAnswer {
  if (answer.trim() === "") return { form: "empty", texts: [], removed: [] };
  const opened = applyRules(answer, [withoutSpecialTokens, withoutPreamble]);
  if (finish === "refused" || isRefusal(answer) || isRefusal(opened.text)) {
    return { form: "refusal", texts: [], removed: [{ kind: "refusal", text: answer.trim() }] };
  }
  const framed = applyRules(opened.text, [withoutFence, withoutClosingRemark]);
  const { form, texts, removed } = split(framed.text);
  const isCut = finish === "length" && form !== "JSON";
  const cleaned = texts.map((text, at) => cleanText(text, isCut && at === texts.length - 1));
  return {
    form,
    texts: cleaned.map(({ text }) => text).filter((text) => text !== ""),
    removed: [...opened.removed, ...framed.removed, ...removed, ...cleaned.flatMap((rest) => rest.removed)],
  };
}

function split(text: string): ParsedAnswer {
  const json = jsonTexts(text);
  if (json) return { form: "JSON", ...json };
  const list = listItems(text);
  if (list) return { form: "list", texts: list.items, removed: list.removed };
  return { form: "plain", texts: [text], removed: [] };
}

function cleanText(text: string, isCut: boolean) {
  const rules = [withoutTitle, withoutLeadIn, withoutQuotes, ...(isCut ? [withoutUnfinishedEnd] : [])];
  return applyRules(text, rules);
}
