import { expect, test } from "vitest";
import { wantedFiles } from "../../../src/models/fetching/wantedFiles";

test("weights are wanted once: whole, else in pieces, else under another name", () => {
  const pieces = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
  const others = ["consolidated.safetensors", "model.fp16.safetensors"];
  expect(wantedFiles([...others, ...pieces, "model.safetensors"])).toEqual(["model.safetensors"]);
  expect(wantedFiles([...others, ...pieces])).toEqual(pieces);
  expect(wantedFiles(["adapter_model.safetensors"])).toEqual(["adapter_model.safetensors"]);
});

test("settings, vocabularies, templates and terms are wanted, other programs' files and odd names are not", () => {
  const wanted = [
    "config.json",
    "generation_config.json",
    "chat_template.jinja",
    "merges.txt",
    "LICENSE",
    "LICENSE-MODEL.txt",
    "USE_POLICY.md",
    "NOTICE",
  ];
  const unwanted = [
    "model.gguf",
    "pytorch_model.bin",
    "original/params.json",
    "../x.json",
    ".hidden.json",
    "a b.json",
  ];
  expect(wantedFiles([...wanted, ...unwanted])).toEqual(wanted);
});
