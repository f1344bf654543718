import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type ChatMessage, chatPrompt, readChatTemplate } from "../../src/text/chatTemplate";

interface Chat {
  messages: ChatMessage[];
  addGenerationPrompt: boolean;
  text?: string;
  error?: string;
}

const golden: Record<string, { chats: Chat[] }> = JSON.parse(
  readFileSync("test/golden/decoderTokenizers.json", "utf8"),
);
const folderOf = (kind: string) => `test/golden/tokenizers/${kind}`;
const scratch = mkdtempSync(join(tmpdir(), "chat-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function expectEqualTo(kind: string): void {
  expect(golden[kind].chats.length).toBe(6);
  for (const { messages, addGenerationPrompt, text, error } of golden[kind].chats) {
    const prompt = () => chatPrompt(folderOf(kind), messages, { addGenerationPrompt });
    if (text !== undefined) expect(prompt()).toBe(text);
    else expect(prompt).toThrow(error);
  }
}

describe("prompts equal those of transformers", () => {
  test("in LLaMA 3's manner", () => expectEqualTo("llama"));
  test("in Gemma's manner, which refuses turns that do not alternate", () => {
    expectEqualTo("gemma");
    expect(golden.gemma.chats.filter(({ error }) => error)).toHaveLength(2);
  });
  test("in Qwen's manner", () => expectEqualTo("qwen"));
  test("in Phi's manner", () => expectEqualTo("phi"));
});

const plain = { template: "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}", tokens: {} };

test("Jinja in a message stays as it is written, and so does what only looks like a name", () => {
  const content = "{{ 7 * 7 }} {% for m in messages %}{{ bos_token }}{% endfor %} {# no comment #} $(1 + 1)";
  expect(chatPrompt(plain, [{ role: "{{ role }}", content }])).toBe(`{{ role }}: ${content}\n`);
});

test("a prompt does not depend on the day unless it is told one", () => {
  const dated = {
    template: '{% if strftime_now is defined %}{{ strftime_now("%d") }}{% else %}fixed{% endif %}',
    tokens: {},
  };
  expect(chatPrompt(dated, [{ role: "user", content: "x" }])).toBe("fixed");
  expect(chatPrompt(dated, [{ role: "user", content: "x" }], { today: "1 May 2026" })).toBe("1 May 2026");
});

test("a template may count, as Python does", () => {
  const counting = {
    template: "{% for i in range(3) %}{{ i }}{% endfor %} {% for i in range(5, 0, -2) %}{{ i }}{% endfor %}",
    tokens: {},
  };
  expect(chatPrompt(counting, [{ role: "user", content: "x" }])).toBe("012 531");
});

test("the template in tokenizer_config.json is read, alone or as the default one of several", () => {
  const write = (chat_template: unknown) =>
    writeFileSync(
      join(scratch, "tokenizer_config.json"),
      JSON.stringify({ bos_token: { content: "<s>" }, eos_token: null, chat_template }),
    );
  write("{{ bos_token }}{{ messages[0].content }}");
  expect(chatPrompt(scratch, [{ role: "user", content: "x" }])).toBe("<s>x");
  write([
    { name: "tool_use", template: "no" },
    { name: "default", template: "{{ bos_token }}" },
  ]);
  expect(readChatTemplate(scratch)).toEqual({ template: "{{ bos_token }}", tokens: { bos_token: "<s>" } });
});

test("a folder without a template, an empty conversation and a broken template are refused", () => {
  expect(() => chatPrompt(folderOf("gpt"), [{ role: "user", content: "x" }])).toThrow(
    new RangeError(
      "readChatTemplate: test/golden/tokenizers/gpt has no chat template, expected a model tuned for chats",
    ),
  );
  expect(() => chatPrompt(plain, [])).toThrow(
    new RangeError("chatPrompt: messages is empty, expected at least one"),
  );
  expect(() => chatPrompt({ template: "{% if %}", tokens: {} }, [{ role: "user", content: "x" }])).toThrow(
    /^chatPrompt: the model's template refuses the conversation: .+$/,
  );
});
