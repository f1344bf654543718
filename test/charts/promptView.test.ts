import { expect, test } from "vitest";
import { promptView } from "../../src/charts/promptView";

const parts = [
  { text: "Write about " },
  { text: "corals & fish", variable: "label" },
  { text: ":\n" },
  { text: "<b>First</b>", variable: "demonstration 1" },
  { text: "corals & fish", variable: "label" },
];

function htmlOf(view: ReturnType<typeof promptView>): string {
  const show = view[Symbol.for("Jupyter.display") as never] as unknown as () => Record<string, string>;
  return show()["text/html"];
}

test("promptView as text sets the values of variables in brackets", () => {
  expect(String(promptView(parts))).toBe("Write about [corals & fish]:\n[<b>First</b>][corals & fish]");
  expect(String(promptView(parts, "A prompt"))).toBe(
    "A prompt\n\nWrite about [corals & fish]:\n[<b>First</b>][corals & fish]",
  );
});

test("a variable has one look wherever it stands, and another has another colour", () => {
  const html = htmlOf(promptView(parts));
  const looks = [...html.matchAll(/<span style="([^"]*)" title="([^"]*)"/g)];
  expect(looks.map(([, , name]) => name)).toEqual(["label", "demonstration 1", "label"]);
  expect(looks[0][1]).toBe(looks[2][1]);
  expect(looks[0][1]).not.toBe(looks[1][1]);
  expect(html.match(/>label<\/span>/g)).toHaveLength(1);
});

test("values and titles cannot become HTML", () => {
  const html = htmlOf(promptView(parts, "<script>"));
  expect(html).not.toMatch(/<(b|script)>/);
  expect(html).toContain("&lt;b&gt;First&lt;/b&gt;");
  expect(html).toContain("corals &amp; fish");
});

test("a prompt without variables has no legend", () => {
  expect(htmlOf(promptView([{ text: "Just words." }]))).not.toContain("variables");
});

test("sixteen variables differ in colour or line; promptView refuses a seventeenth, and an empty prompt", () => {
  const many = Array.from({ length: 17 }, (_, i) => ({ text: "x", variable: `v${i}` }));
  const looks = htmlOf(promptView(many.slice(0, 16))).matchAll(/<span style="([^"]*)" title/g);
  expect(new Set([...looks].map(([, look]) => look)).size).toBe(16);
  expect(() => promptView(many)).toThrow(
    new RangeError("promptView: there are 17 variables, expected at most 16"),
  );
  expect(() => promptView([])).toThrow(new RangeError("promptView: parts is empty, expected at least one"));
});
