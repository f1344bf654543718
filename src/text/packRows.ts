/**
 * @file Many short texts in few long rows of one length, so that hardly a place is empty and one graph serves all.
 */

/** One row: texts one behind the other, then padding. */
export interface PackedRow {
  ids: Int32Array;
  /** For each place the number of its text in the row, from 1; 0 for padding. */
  documents: Int32Array;
  /** For each place how far it is from its text's first token. */
  positions: Int32Array;
}

/**
 * Packs texts into rows in their order: each goes into the first of a few open rows that has room for it.
 *
 * A text longer than a row is cut at its end. Every token stands in exactly one row but for those cut.
 *
 * @param open how many rows are kept open; the fullest is closed when none has room
 * @throws RangeError if a text is empty, or length or open is not a whole number above 0
 */
export function packRows(
  texts: readonly (readonly number[])[],
  { length, padId, open = 8 }: { length: number; padId: number; open?: number },
): PackedRow[] {
  for (const [name, value] of Object.entries({ length, open })) {
    if (Number.isSafeInteger(value) && value > 0) continue;
    throw new RangeError(`packRows: ${name} is ${value}, expected a whole number above 0`);
  }
  const rows: OpenRow[] = [];
  const openRows: OpenRow[] = [];
  texts.forEach((text, at) => {
    if (text.length === 0) throw new RangeError(`packRows: text ${at} is empty, expected at least one token`);
    const size = Math.min(text.length, length);
    let row = openRows.find((one) => one.used + size <= length);
    if (!row) {
      if (openRows.length === open) close(openRows);
      row = emptyRow(length, padId);
      rows.push(row);
      openRows.push(row);
    }
    put(row, text, size);
  });
  return rows.map(({ ids, documents, positions }) => ({ ids, documents, positions }));
}

interface OpenRow extends PackedRow {
  used: number;
  texts: number;
}

function emptyRow(length: number, padId: number): OpenRow {
  return {
    ids: new Int32Array(length).fill(padId),
    documents: new Int32Array(length),
    positions: new Int32Array(length),
    used: 0,
    texts: 0,
  };
}

function put(row: OpenRow, text: readonly number[], size: number): void {
  row.texts += 1;
  for (let i = 0; i < size; i++) {
    row.ids[row.used + i] = text[i];
    row.documents[row.used + i] = row.texts;
    row.positions[row.used + i] = i;
  }
  row.used += size;
}

function close(openRows: OpenRow[]): void {
  const fullest = openRows.reduce((best, row, at) => (row.used > openRows[best].used ? at : best), 0);
  openRows.splice(fullest, 1);
}
