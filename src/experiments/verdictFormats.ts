/** @file How a verdict's numbers are written in tables; a dash where a claim was not tested. */
import { type Format, fixed, signed } from "../charts/format";

/** "+0.021 [+0.010, +0.032]": an effect with the ends of its interval. */
export const effectFormat: Format = (value, row) => {
  if (value === null) return "–";
  const digits = signed(3);
  return `${digits(value, row)} [${digits(row.low, row)}, ${digits(row.high, row)}]`;
};

/** "0.031", or "< 0.001". */
export const pFormat: Format = (value, row) =>
  typeof value === "number" && value < 0.001 ? "< 0.001" : fixed(3)(value, row);
