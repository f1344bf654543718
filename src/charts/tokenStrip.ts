/** @file Texts token by token, each coloured by how likely the model found it. */
import { escapeHtml } from "./escapeHtml";
import { fixed } from "./format";
import { type Bundle, displayBundle, displaySymbol } from "./notebook";
import { type TokenLevel, tokenLevel, tokenLevels } from "./tokenLevels";

/** A token and log P(token | all before it), in nats. */
export interface ScoredToken {
  /** Its characters as they stand in the text, the space before it included. */
  token: string;
  logProb: number;
}

/** A text as its tokens. */
export interface TokenRow {
  tokens: readonly ScoredToken[];
  /** What stands above the text. */
  title?: string;
}

/** Coloured texts: a notebook shows them as the last value of a cell, and as a string they carry their levels as small digits. */
export interface TokenStrip {
  toString(): string;
  [displaySymbol](): Bundle["data"];
}

/**
 * Texts whose tokens are coloured by their log-probability, from light (expected) to dark (surprising). The number
 * itself appears on pointing at a token; a raised digit says the level without colour. Tokens are escaped.
 *
 * @throws RangeError if there is no row, or a log-probability is above 0 or no number
 */
export function tokenStrip(rows: readonly TokenRow[]): TokenStrip {
  if (rows.length === 0) throw new RangeError("tokenStrip: rows is empty, expected at least one text");
  rows.forEach(expectLogProbs);
  const text = () => [...rows.map(rowText), legendText()].join("\n\n");
  return {
    toString: text,
    [displaySymbol]: () => ({ "text/html": stripHtml(rows), "text/plain": text() }),
  };
}

/** Shows coloured texts in the middle of a cell; outside a notebook prints their text. */
export function showTokenStrip(rows: readonly TokenRow[]): void {
  displayBundle({ data: tokenStrip(rows)[displaySymbol]() });
}

function expectLogProbs({ tokens }: TokenRow, row: number): void {
  const at = tokens.findIndex(({ logProb }) => !(logProb <= 0));
  if (at < 0) return;
  throw new RangeError(
    `tokenStrip: row ${row} token ${at} has log-probability ${tokens[at].logProb}, expected a number up to 0`,
  );
}

function stripHtml(rows: readonly TokenRow[]): string {
  return [legendHtml(), ...rows.map(rowHtml)].join("\n");
}

function legendHtml(): string {
  const chips = tokenLevels.map((level) => chip(level.name, level));
  return `<div style="${legendStyle}">p(token | before): ${chips.join(" ")}</div>`;
}

function rowHtml({ title, tokens }: TokenRow): string {
  const head = title === undefined ? "" : `<div style="${titleStyle}">${escapeHtml(title)}</div>\n`;
  return `${head}<div style="${textStyle}">${tokens.map(tokenHtml).join("")}</div>`;
}

/** The space before a token stays outside its box, so that a line may break there; a token of space alone is drawn. */
function tokenHtml({ token, logProb }: ScoredToken): string {
  const visible = token.trimStart();
  const space = token.slice(0, token.length - visible.length);
  const said = `log p = ${nats(logProb, {})}, p = ${Math.exp(logProb).toPrecision(2)}`;
  const level = tokenLevel(logProb);
  if (visible !== "") return `${escapeHtml(space)}${chip(visible, level, said)}`;
  return `${chip(spaceSign(token), level, said)}${token.replace(/[^\n]/g, "")}`;
}

const nats = fixed(2);

/** What stands for a token without letters. */
function spaceSign(token: string): string {
  if (token === "") return "∅";
  return [...token].map((character) => (character === "\n" ? "↵" : "␣")).join("");
}

function chip(text: string, { background, letters, mark }: TokenLevel, title?: string): string {
  const style = `background: ${background}; color: ${letters}; ${boxStyle}`;
  const hover = title === undefined ? "" : ` title="${escapeHtml(title)}"`;
  const digit = mark === "" ? "" : `<sup style="${markStyle}">${mark}</sup>`;
  return `<span style="${style}"${hover}>${escapeHtml(text)}${digit}</span>`;
}

const markStyle = "font-size: 65%; opacity: 0.8";
const textStyle = "max-width: 46em; line-height: 1.9; margin: 0 0 10px; white-space: pre-wrap";
const titleStyle = "font-weight: bold; margin: 8px 0 2px";
const legendStyle = "font-size: 85%; margin: 4px 0 8px";
const boxStyle = "border-radius: 3px; padding: 1px 2px";

function rowText({ title, tokens }: TokenRow): string {
  const body = tokens.map(tokenText).join("").trim();
  return title === undefined ? body : `${title}\n${body}`;
}

function tokenText({ token, logProb }: ScoredToken): string {
  const visible = token.trim() === "" ? spaceSign(token) : token;
  return visible + raised(tokenLevel(logProb).mark);
}

function legendText(): string {
  const marked = tokenLevels.filter(({ mark }) => mark !== "");
  const names = marked.map(({ mark, name }) => `${raised(mark)} ${name}`);
  const unmarked = tokenLevels[tokenLevels.length - marked.length - 1];
  return `p(token | before): no digit ${unmarked.name}, ${names.join(", ")}`;
}

function raised(mark: string): string {
  return mark && "⁰¹²³⁴"[Number(mark)];
}
