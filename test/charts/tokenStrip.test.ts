import { expect, test } from "vitest";
import { wordBoxes } from "../../src/charts/theme";
import { tokenLevel, tokenLevels } from "../../src/charts/tokenLevels";
import { showTokenStrip, type TokenRow, tokenStrip } from "../../src/charts/tokenStrip";

const rows: TokenRow[] = [
  {
    title: "sample 1",
    tokens: [
      { token: "Corals", logProb: Math.log(0.02) },
      { token: " and", logProb: Math.log(0.95) },
      { token: " fish", logProb: Math.log(0.3) },
      { token: ".", logProb: 0 },
    ],
  },
];

function shown(strip: ReturnType<typeof tokenStrip>) {
  return strip[Symbol.for("Jupyter.display") as never] as unknown as () => Record<string, string>;
}

test("tokenStrip as text carries levels as raised digits, and says what they mean", () => {
  expect(String(tokenStrip(rows))).toBe(
    "sample 1\nCorals³ and fish¹.\n\n" +
      "p(token | before): no digit p ≥ 0.5, ¹ p ≥ 0.2, ² p ≥ 0.05, ³ p ≥ 0.01, ⁴ p < 0.01",
  );
});

test("tokenStrip as HTML gives the number of each token on pointing at it", () => {
  const html = shown(tokenStrip(rows))()["text/html"];
  expect([...html.matchAll(/title="([^"]*)"/g)].map((match) => match[1])).toEqual([
    "log p = −3.91, p = 0.020",
    "log p = −0.05, p = 0.95",
    "log p = −1.20, p = 0.30",
    "log p = 0.00, p = 1.0",
  ]);
});

test("the words in the HTML are the words of the text, the space between them outside the boxes", () => {
  const html = shown(tokenStrip(rows))()["text/html"];
  const body = html.slice(html.indexOf("sample 1")).replace(/<sup[^>]*>\d<\/sup>/g, "");
  expect(body.replace(/<[^>]*>/g, "")).toBe("sample 1\nCorals and fish.");
  expect(body).toContain("</span> <span");
});

test("a model's markup, quotes and titles cannot become HTML", () => {
  const evil = `<img src=x onerror="alert('1')">`;
  const html = shown(tokenStrip([{ title: evil, tokens: [{ token: evil, logProb: -1 }] }]))()["text/html"];
  expect(html).not.toContain("<img");
  expect(html.match(/&lt;img src=x onerror=&quot;alert\(&#39;1&#39;\)&quot;&gt;/g)).toHaveLength(2);
});

test("tokens without letters are drawn as signs, and a new line breaks the line", () => {
  const tokens = [
    { token: "\n\n", logProb: -0.1 },
    { token: "  ", logProb: -5 },
    { token: "", logProb: -1 },
  ];
  const strip = tokenStrip([{ tokens }]);
  expect(String(strip)).toContain("↵↵␣␣⁴∅¹");
  const html = shown(strip)()["text/html"];
  expect(html).toContain(">↵↵</span>\n\n<span");
});

test("each level holds its lowest probability and not the one below", () => {
  expect(tokenLevels).toHaveLength(wordBoxes.length);
  tokenLevels.slice(0, -1).forEach((level, at) => {
    expect(tokenLevel(Math.log(level.from * 1.000001))).toBe(level);
    expect(tokenLevel(Math.log(level.from * 0.999))).toBe(tokenLevels[at + 1]);
  });
  expect(tokenLevel(-Infinity)).toBe(tokenLevels[5]);
});

test("letters stand on their boxes with a contrast of at least 4.5 (WCAG 2, 1.4.3)", () => {
  for (const { background, letters } of wordBoxes.slice(1)) {
    const [dark, light] = [luminance(background), luminance(letters)].sort((a, b) => a - b);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThan(4.5);
  }
});

test("boxes darken from level to level, so that colour vision does not matter", () => {
  const lights = wordBoxes.slice(1).map(({ background }) => luminance(background));
  expect(lights).toEqual([...lights].sort((a, b) => b - a));
  expect(new Set(lights).size).toBe(lights.length);
});

test("tokenStrip refuses no text, a positive log-probability and none", () => {
  expect(() => tokenStrip([])).toThrow(
    new RangeError("tokenStrip: rows is empty, expected at least one text"),
  );
  expect(() => showTokenStrip([rows[0], { tokens: [{ token: "a", logProb: 0.5 }] }])).toThrow(
    new RangeError("tokenStrip: row 1 token 0 has log-probability 0.5, expected a number up to 0"),
  );
  expect(() => tokenStrip([{ tokens: [{ token: "a", logProb: Number.NaN }] }])).toThrow(
    new RangeError("tokenStrip: row 0 token 0 has log-probability NaN, expected a number up to 0"),
  );
});

/** Relative luminance of a colour (WCAG 2). */
function luminance(color: string): number {
  const hex = color === "white" ? "ffffff" : color.slice(1);
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
