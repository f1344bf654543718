/** @file The first half of asking by topic: a list of topics, from which each text then takes one. */
import type { PromptTemplate } from "./promptTemplate";

/**
 * Asks for topics of a class, one to a line; its variables are `count`, `kind` ("papers", "tweets") and `label`.
 *
 * Source:  arXiv 2407.12813, section on methods, zero-shot topic.
 * Differs: the paper's words are not known to us; these are ours.
 */
export const topicsTemplate: PromptTemplate = {
  name: "topics",
  system: [],
  user: [
    { purpose: "request", text: "List {count} topics that {kind} of this class deal with: {label}." },
    { purpose: "diversity", text: "No two topics may be close to each other." },
    { purpose: "answer", text: "Write one topic to a line, a few words each, without numbers or remarks." },
  ],
  demonstrations: 0,
};
