/**
 * @file Formats of the numbers in a table: each takes a value and its row, and gives the text of the cell.
 */

/** From a value, and the row it stands in, to the text of its cell. */
export type Format = (value: unknown, row: Readonly<Record<string, unknown>>) => string;

/** "0.840": so many digits after the point. */
export function fixed(digits: number): Format {
  return numeric("fixed", (value) => minus(unsigned(value.toFixed(digits))));
}

/** "+0.021", "−0.004", "0.000": as `fixed`, with the sign of what is not zero. */
export function signed(digits: number): Format {
  return numeric("signed", (value) => {
    const text = unsigned(value.toFixed(digits));
    return Number(text) > 0 ? `+${text}` : minus(text);
  });
}

/** "84.0 %" from a share of 0.84. */
export function percent(digits: number): Format {
  return numeric("percent", (value) => `${minus(unsigned((100 * value).toFixed(digits)))} %`);
}

/** "12,345". */
export function whole(): Format {
  return numeric("whole", (value) => minus(unsigned(Math.round(value).toLocaleString("en-US"))));
}

/** "0.4 s", "1 min 20 s", "2 h 5 min" from seconds. */
export function duration(): Format {
  return numeric("duration", durationText);
}

/** "0.840 [0.810, 0.870]": the value and the ends of its interval, from two more fields of the row. */
export function withInterval(ends: { low: string; high: string }, format: Format): Format {
  return (value, row) => {
    const [low, high] = [ends.low, ends.high].map((field) => {
      if (!(field in row))
        throw new RangeError(`withInterval: row has no ${field}, expected the end of an interval`);
      return format(row[field], row);
    });
    return `${format(value, row)} [${low}, ${high}]`;
  };
}

/** A text cut to a length, with "…" in place of the rest. */
export function clipped(length: number): Format {
  return (value) => {
    const characters = [...String(value).replace(/\s+/g, " ")];
    return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("")}…`;
  };
}

/** What a cell shows when its column has no format: four digits of a number, "–" for nothing, other values as text. */
export function plain(): Format {
  return (value) => {
    if (value === null || value === undefined) return nothing;
    if (typeof value !== "number") return String(value);
    return minus(String(Number.isInteger(value) ? value : Number(value.toPrecision(4))));
  };
}

/** Seconds in the two largest units that matter. */
export function durationText(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min ${total % 60} s`;
  const minutes = Math.round(total / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const nothing = "–";

/** A value that is not there is shown as such; one of another kind is refused. */
function numeric(name: string, text: (value: number) => string): Format {
  return (value) => {
    if (value === null || value === undefined) return nothing;
    if (typeof value !== "number")
      throw new TypeError(`${name}: value is ${JSON.stringify(value)}, expected a number`);
    return Number.isFinite(value) ? text(value) : String(value);
  };
}

/** "0.00" instead of "-0.00". */
function unsigned(text: string): string {
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}

/** The minus sign, as wide as a plus, instead of the hyphen. */
function minus(text: string): string {
  return text.replace("-", "−");
}
