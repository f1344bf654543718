import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { readSafetensors, writeSafetensors } from "../../src/engine/safetensors";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { loadDecoder } from "../../src/models/loadDecoder";
import { tinyFolder } from "./decoderGolden";
import { farthest } from "./golden";

const scratch = mkdtempSync(join(tmpdir(), "load-decoder-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A copy of a tiny decoder, to be spoilt. */
function copy(tiny: string, name: string): string {
  const folder = join(scratch, name);
  cpSync(tinyFolder(tiny), folder, { recursive: true });
  return folder;
}

function rewriteWeights(folder: string, change: (params: Params) => Params): string {
  const file = join(folder, "model.safetensors");
  writeSafetensors(file, change(readSafetensors(file)));
  return file;
}

function rewriteJson(file: string, change: (json: Record<string, never>) => unknown): string {
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")))));
  return file;
}

/** What loading throws; no tensor may be left by it. */
function refusal(folder: string): Error {
  let thrown = new Error("nothing was thrown");
  const left = tensorsLeft(() => {
    try {
      disposeTree(loadDecoder(folder).params);
    } catch (error) {
      thrown = error as Error;
    }
  });
  expect(left).toBe(0);
  return thrown;
}

describe("loadDecoder reads the same weights", () => {
  test("from several files as from one, and leaves no file open", () => {
    const several = loadDecoder(tinyFolder("gemma3")).params;
    const folder = copy("gemma3", "one file");
    for (const name of readdirSync(folder).filter((name) => name.startsWith("model")))
      rmSync(join(folder, name));
    writeSafetensors(join(folder, "model.safetensors"), several);
    const open = readdirSync("/dev/fd").length;
    const one = loadDecoder(folder).params;
    expect(readdirSync("/dev/fd").length).toBe(open);
    expect(Object.keys(one)).toEqual(Object.keys(several));
    for (const [name, tensor] of Object.entries(one)) {
      expect(farthest(tensor.dataSync(), several[name].dataSync()), name).toBe(0);
    }
    disposeTree([several, one]);
  });

  test("whether a tied head is kept a second time or not, and leaves other weights in their file", () => {
    const folder = copy("llamaScaled", "tied");
    rewriteWeights(folder, (params) => ({
      ...params,
      "lm_head.weight": tf.zeros([37, 16]),
      "model.layers.0.self_attn.rotary_emb.inv_freq": tf.zeros([4]),
    }));
    const { params } = loadDecoder(folder);
    expect(Object.keys(params).filter((name) => /lm_head|inv_freq/.test(name))).toEqual([]);
    disposeTree(params);
  });
});

describe("loadDecoder names file and weight", () => {
  const name = "model.layers.1.mlp.down_proj.weight";

  test("where a weight is missing", () => {
    const folder = copy("llama", "missing");
    const file = rewriteWeights(folder, ({ [name]: _, ...rest }) => rest);
    expect(refusal(folder)).toEqual(
      new RangeError(`loadDecoder: ${file} has no ${name}, expected it with shape [16,24]`),
    );
  });

  test("where a weight has another shape", () => {
    const folder = copy("llama", "shape");
    const file = rewriteWeights(folder, (params) => ({ ...params, [name]: tf.transpose(params[name]) }));
    expect(refusal(folder)).toEqual(
      new RangeError(`loadDecoder: ${file}: ${name} has shape [24,16], expected [16,24]`),
    );
  });

  test("where a weight is no float", () => {
    const folder = copy("llama", "integers");
    const file = rewriteWeights(folder, (params) => ({ ...params, [name]: tf.zeros([16, 24], "int32") }));
    expect(refusal(folder)).toEqual(
      new RangeError(`loadDecoder: ${file}: ${name} is int32, expected floating-point numbers`),
    );
  });

  test("where a file is cut off, before any weight is read", () => {
    const folder = copy("llama", "cut");
    const file = join(folder, "model.safetensors");
    const size = statSync(file).size;
    truncateSync(file, size - 100);
    const { message } = refusal(folder);
    expect(message).toMatch(
      new RegExp(`^readSafetensors: ${file}: [a-z_.0-9]+: data ends at byte \\d+ of \\d+`),
    );
    expect(message).toContain("expected a file that is not cut off");
  });

  test("where the index sends to a file that is not there or outside of the folder", () => {
    const folder = copy("gemma3", "shard");
    rmSync(join(folder, "model-00002-of-00005.safetensors"));
    expect(refusal(folder).message).toMatch(
      /^loadDecoder: .*model-00002-of-00005.safetensors is missing, expected it with model\.[\w.]+ as in .*index.json$/,
    );
    const index = join(folder, "model.safetensors.index.json");
    rewriteJson(index, () => ({ weight_map: { "model.embed_tokens.weight": "../model.safetensors" } }));
    expect(refusal(folder).message).toContain("is missing, expected it with model.embed_tokens.weight");
  });

  test("where the index knows no file", () => {
    const folder = copy("gemma3", "index");
    const index = rewriteJson(join(folder, "model.safetensors.index.json"), ({ weight_map }) => {
      const { [name]: _, ...rest } = weight_map as Record<string, string>;
      return { weight_map: rest };
    });
    expect(refusal(folder)).toEqual(
      new RangeError(`loadDecoder: ${index} has no ${name}, expected it with shape [16,24]`),
    );
  });

  test("where there are no weights at all", () => {
    const folder = copy("llama", "bare");
    rmSync(join(folder, "model.safetensors"));
    expect(refusal(folder)).toEqual(
      new RangeError(
        `loadDecoder: ${join(folder, "model.safetensors")} is missing, expected a folder with weights in safetensors`,
      ),
    );
  });
});

test("loadDecoder refuses a tokenizer with more tokens than the vocabulary", () => {
  const folder = copy("llama", "tokens");
  rewriteJson(join(folder, "config.json"), (json) => ({ ...json, vocab_size: 36 }));
  expect(refusal(folder)).toEqual(
    new RangeError(`loadDecoder: ${folder}: the tokenizer has 37 tokens, expected at most 36`),
  );
});
