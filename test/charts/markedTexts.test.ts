import { expect, test } from "vitest";
import { markedTexts } from "../../src/charts/markedTexts";

const texts = [
  { title: "old <b>", parts: [{ text: "It is " }, { text: "<i>sure</i>", variable: "planted" }] },
  {
    title: "new",
    parts: [{ text: "reef", variable: "field" }, { text: " and " }, { text: "sure", variable: "planted" }],
  },
];

function htmlOf(view: ReturnType<typeof markedTexts>): string {
  const show = view[Symbol.for("Jupyter.display") as never] as unknown as () => Record<string, string>;
  return show()["text/html"];
}

test("markedTexts as text puts named words into brackets, text by text", () => {
  expect(String(markedTexts(texts, "words"))).toBe("old <b>\nIt is [<i>sure</i>]\n\nnew\n[reef] and [sure]");
});

test("a name has the same look in every text, another name another one, and each is in the legend once", () => {
  const html = htmlOf(markedTexts(texts, "words"));
  const looks = [...html.matchAll(/<span style="([^"]*)" title="([^"]*)"/g)];
  expect(looks.map(([, , name]) => name)).toEqual(["planted", "field", "planted"]);
  expect(looks[0][1]).toBe(looks[2][1]);
  expect(looks[0][1]).not.toBe(looks[1][1]);
  expect(html.match(/>planted<\/span>/g)).toHaveLength(1);
  expect(html).toContain("words: ");
});

test("texts and titles cannot become HTML, and no text at all is refused", () => {
  const html = htmlOf(markedTexts(texts, "words"));
  expect(html).not.toMatch(/<[bi]>/);
  expect(html).toContain("old &lt;b&gt;");
  expect(() => markedTexts([], "words")).toThrow(
    new RangeError("markedTexts: texts is empty, expected at least one"),
  );
});
