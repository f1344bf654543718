/**
 * @file Widths of text in the bundled font, read from its TrueType tables.
 *
 * Vega without a canvas takes every letter for 0.8 em, which leaves holes beside short labels and cuts long ones.
 */
import { readFileSync } from "node:fs";

/** The width of a text in em: multiply by the font size. */
export type TextWidth = (text: string) => number;

/**
 * Reads the advance widths of a TrueType font.
 *
 * Source: OpenType 1.9, tables head, hhea, hmtx and cmap (format 4: the basic multilingual plane).
 * Kerning is left out: it moves a label by less than a pixel.
 *
 * @throws RangeError if the file has no such character map
 */
export function readFontWidths(file: string): TextWidth {
  const font = readFileSync(file);
  const tables = tablesOf(font);
  const unitsPerEm = font.readUInt16BE(tables.head + 18);
  const metrics = font.readUInt16BE(tables.hhea + 34);
  const advance = (glyph: number) => font.readUInt16BE(tables.hmtx + 4 * Math.min(glyph, metrics - 1));
  const glyphOf = characterMap(font, subtableOf(font, tables.cmap, file));
  return (text) => {
    let width = 0;
    for (const character of text) width += advance(glyphOf(character.codePointAt(0)!));
    return width / unitsPerEm;
  };
}

function tablesOf(font: Buffer): Record<string, number> {
  const count = font.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, index) => 12 + 16 * index);
  return Object.fromEntries(
    records.map((at) => [font.toString("latin1", at, at + 4), font.readUInt32BE(at + 8)]),
  );
}

function subtableOf(font: Buffer, cmap: number, file: string): number {
  const count = font.readUInt16BE(cmap + 2);
  const offsets = Array.from({ length: count }, (_, index) => cmap + font.readUInt32BE(cmap + 8 + 8 * index));
  const found = offsets.find((offset) => font.readUInt16BE(offset) === 4);
  if (found === undefined)
    throw new RangeError(`readFontWidths: ${file} has no cmap of format 4, expected one`);
  return found;
}

/** From a code point to a glyph by the segments of format 4; 0, the box, where the font lacks it. */
function characterMap(font: Buffer, at: number): (code: number) => number {
  const segments = font.readUInt16BE(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const ranges = deltas + 2 * segments;
  return (code) => {
    let segment = 0;
    while (segment < segments && font.readUInt16BE(ends + 2 * segment) < code) segment++;
    if (segment === segments) return 0;
    const start = font.readUInt16BE(starts + 2 * segment);
    if (code < start) return 0;
    const delta = font.readUInt16BE(deltas + 2 * segment);
    const rangeAt = ranges + 2 * segment;
    const range = font.readUInt16BE(rangeAt);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = font.readUInt16BE(rangeAt + range + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}
