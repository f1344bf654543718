import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSafetensors } from "../../../src/engine/safetensors";
import { disposeTree } from "../../../src/engine/tensorTree";
import { converter, ggufFolder } from "../../../src/models/fetching/ggufEnvironment";
import { loadTokenizer } from "../../../src/text/tokenizer";
import { expectClose } from "../../engine/closeTo";

const golden: {
  shapes: Record<string, number[]>;
  sums: Record<string, number>;
  samples: Record<string, number[]>;
  texts: { text: string; plain: number[] }[];
} = JSON.parse(readFileSync("test/golden/tinyGguf/golden.json", "utf8"));
const tiny = "test/golden/tinyGguf/tiny.gguf";
const python = join(ggufFolder(), "bin", "python");
const absent = existsSync(python) ? "" : " (npm run models -- gemma makes the environment)";

const scratch = mkdtempSync(join(tmpdir(), "convert-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const convert = (file: string, folder: string) =>
  execFileSync(python, [converter, file, folder], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe.skipIf(absent)(`a GGUF file becomes a folder${absent}`, () => {
  const folder = join(scratch, "tiny");
  if (!absent) convert(tiny, folder);

  test("whose weights are those that transformers reads from the same file, norms without their 1", () => {
    const params = readSafetensors(join(folder, "model.safetensors"));
    const shapes = Object.fromEntries(Object.entries(params).map(([name, { shape }]) => [name, shape]));
    expect(shapes).toEqual(golden.shapes);
    for (const [name, tensor] of Object.entries(params)) {
      const numbers = Array.from(tensor.dataSync());
      const step = Math.max(1, Math.floor(numbers.length / 7));
      const samples = numbers.filter((_, i) => i % step === 0);
      expect({ name, samples }).toEqual({ name, samples: golden.samples[name] });
      expectClose([numbers.reduce((sum, number) => sum + number, 0)], [golden.sums[name]], 1e-9);
    }
    disposeTree(params);
  });

  test("whose tokenizer cuts texts as sentence-piece scores converted by transformers do", () => {
    const tokenizer = loadTokenizer(folder);
    for (const { text, plain } of golden.texts) {
      expect({ text, plain: tokenizer.encodePlain(text) }).toEqual({ text, plain });
    }
    const pieces = ["<bos>", "<eos>", "<pad>"].map((piece) => tokenizer.encodePlain(piece)[0]);
    expect([tokenizer.bosId, ...tokenizer.eosIds, tokenizer.padId]).toEqual(pieces);
    expect(tokenizer.encode("fox").ids[0]).toBe(tokenizer.bosId);
  });

  test("whose settings are those of the file, as float32 and not as its neighbour in float64", () => {
    expect(readJson(join(folder, "config.json"))).toMatchObject({
      model_type: "gemma3_text",
      rms_norm_eps: 1e-6,
      rope_theta: 1e6,
      head_dim: 32,
      sliding_window: 8,
      tie_word_embeddings: true,
      layer_types: ["sliding_attention", "sliding_attention"],
    });
    expect(readJson(join(folder, "generation_config.json"))).toEqual({
      bos_token_id: 2,
      eos_token_id: 1,
      pad_token_id: 0,
    });
  });

  /** The file with one text in place of another of the same length. */
  function changed(from: string, to: string): string {
    const file = join(scratch, "changed.gguf");
    const bytes = readFileSync(tiny);
    bytes.write(to, bytes.indexOf(from));
    writeFileSync(file, bytes);
    return file;
  }

  test("or is refused in one line, if it is another model or has other tensors", () => {
    expect(() => convert(changed("gemma3", "gemma2"), join(scratch, "x"))).toThrow(
      /changed\.gguf: general\.architecture is gemma2, expected gemma3\n$/,
    );
    expect(() => convert(changed("blk.1.attn_k.w", "blk.7.attn_k.w"), join(scratch, "x"))).toThrow(
      /changed\.gguf: model\.layers\.1\.self_attn\.k_proj\.weight is missing, expected 28 tensors\n$/,
    );
    expect(() => convert(changed("blk.1.ffn_up.w", "blk.1.ffn_in.w"), join(scratch, "x"))).toThrow(
      /changed\.gguf: tensor blk\.1\.ffn_in\.weight is there, expected those of Gemma 3 only\n$/,
    );
    const cut = join(scratch, "cut.gguf");
    writeFileSync(cut, readFileSync(tiny).subarray(0, 50_000));
    expect(() => convert(cut, join(scratch, "x"))).toThrow(/convert\.py: .*cut\.gguf: .+\n$/);
  });
});
