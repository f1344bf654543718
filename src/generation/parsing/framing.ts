/** @file The frame of an answer: what is said before and after the texts, and around them. */
import { nothingRemoved, type RemovedPiece, type Rest, without } from "./removedPiece";

const writing =
  "(abstract|answer|article|example|headline|item|list|message|news|pair|paragraph|post|response|review|sample|sentence|" +
  "summary|text|title|topic|tweet|version)s?";

/** Agreement, as in "Sure!", with a line or sentence that announces; or an announcement alone. */
const agreement = "(sure|certainly|of course|absolutely|okay|ok|great|gladly|no problem)";
const announcement = `(here('s| is| are)|below (is|are)|the following (is|are)|i('ve| have) written)\\b[^\\n:]{0,80}\\b${writing}\\b[^\\n:]{0,80}:`;
const preambles = [
  new RegExp(`^${agreement}( thing)?[,!.:]?\\s+${announcement}\\s*`, "i"),
  new RegExp(`^${announcement}\\s*`, "i"),
  new RegExp(`^${agreement}\\b[^\\n]{0,120}[:!.]\\s*\\n+`, "i"),
  new RegExp(`^${agreement}( thing)?[!:]\\s+`, "i"),
  /^(here('s| is| are)|below (is|are))\b[^\n]{0,160}:\s*\n+/i,
];

/** To the reader, on a line of its own. */
const address =
  /^\W{0,3}(please )?(let me know|i hope|hope (this|that|it)|feel free|would you like|do you want|if you('d| would)? (like|need|want)|is there anything)\b/i;

/** About the text, in a paragraph of its own: within one it may be the text's. */
const about =
  /^\W{0,3}(note:|note that|remember that|(this|these) (abstract|text|tweet|headline|sentence|example)s? (is|are|was|were|uses?|captures?|conveys?|reflects?|shows?|aims?|meets?|follows?)\b)/i;

/** Takes out "Sure, here is an abstract:" and the like, if something follows. */
export function withoutPreamble(text: string): Rest {
  const plain = text.replaceAll("’", "'");
  for (const pattern of preambles) {
    const length = pattern.exec(plain)?.[0].length ?? 0;
    if (length > 0 && length < text.length)
      return without("preamble", text.slice(0, length), text.slice(length));
  }
  return nothingRemoved(text);
}

/** Takes out last lines such as "Let me know if you want more!". */
export function withoutClosingRemark(text: string): Rest {
  const removed: RemovedPiece[] = [];
  let rest = text;
  for (let at = remarkStart(rest); at > 0; at = remarkStart(rest)) {
    removed.unshift({ kind: "closing remark", text: rest.slice(at).trim() });
    rest = rest.slice(0, at).trim();
  }
  return { text: rest, removed };
}

/** Where the last line begins if it is a remark and not all there is; else 0. */
function remarkStart(text: string): number {
  const start = text.lastIndexOf("\n") + 1;
  const last = text.slice(start).trim().replaceAll("’", "'");
  if (address.test(last)) return start;
  return about.test(last) && isApart(text.slice(0, start)) ? start : 0;
}

/** Whether an empty line ends it. */
function isApart(before: string): boolean {
  return before.slice(before.trimEnd().length).split("\n").length > 2;
}

/** Takes the words out of a fence of backquotes, if there is one; what stands around it is its preamble and remark. */
export function withoutFence(text: string): Rest {
  const fence = /^([\s\S]*?)```[\w-]*\n?([\s\S]*?)(?:```([\s\S]*)|$)/.exec(text);
  if (!fence) return nothingRemoved(text);
  const [, before, inside, after = ""] = fence;
  const around = [
    { kind: "preamble", text: before.trim() } as const,
    { kind: "closing remark", text: after.trim() } as const,
  ].filter((piece) => piece.text !== "");
  return { text: inside, removed: [{ kind: "code fence", text: "```" }, ...around] };
}

/** Cuts at a token that ends a turn, where a server left one in the text. */
export function withoutSpecialTokens(text: string): Rest {
  const token = /<(end_of_turn|eos|\/s|\|eot_id\||\|im_end\||\|end\||\|endoftext\||\|end_of_text\|)>/.exec(
    text,
  );
  return token
    ? without("special token", text.slice(token.index), text.slice(0, token.index))
    : nothingRemoved(text);
}

/** Takes out a line "Title: ..." above the text. */
export function withoutTitle(text: string): Rest {
  const title = /^[*#\s]*title[*\s]*:[^\n]*\n+/i.exec(text)?.[0] ?? "";
  return title && title.length < text.length
    ? without("title", title, text.slice(title.length))
    : nothingRemoved(text);
}

/** Takes out a word such as "Abstract:" at the beginning. */
export function withoutLeadIn(text: string): Rest {
  const leadIn = new RegExp(`^[*#\\s]*${writing}( \\d+)?[*\\s]*:[*\\s]*`, "i").exec(text)?.[0] ?? "";
  return leadIn && leadIn.length < text.length
    ? without("lead-in", leadIn, text.slice(leadIn.length))
    : nothingRemoved(text);
}

const quotes = [
  ['"', '"'],
  ["“", "”"],
  ["'", "'"],
  ["‘", "’"],
  ["«", "»"],
  ["**", "**"],
  ["*", "*"],
] as const;

/** Takes off quotation marks or asterisks around the whole text, and an opening one that was never closed. */
export function withoutQuotes(text: string): Rest {
  for (const [open, close] of quotes) {
    if (!text.startsWith(open)) continue;
    const inner = text.slice(open.length);
    const end = inner.replace(/[.,;]$/, "");
    if (end.endsWith(close) && isFreeOf(end.slice(0, -close.length), open, close)) {
      const inside = end.slice(0, -close.length) + inner.slice(end.length);
      return without("quotes", `${open}${close}`, inside);
    }
    if (open === '"' && !inner.includes(close)) return without("quotes", open, inner);
  }
  return nothingRemoved(text);
}

/** An apostrophe within a word is no quotation mark. */
function isFreeOf(inner: string, open: string, close: string): boolean {
  const bare = inner.replace(/(\w)['’](\w)/g, "$1$2");
  return inner.trim() !== "" && !bare.includes(open) && !bare.includes(close);
}
