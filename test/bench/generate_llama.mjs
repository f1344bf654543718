/**
 * @file The other peer of generate.ts: llama.cpp by the prebuilt node-llama-cpp.
 *
 * usage: node generate_llama.mjs PACKAGE_FOLDER GGUF_FILE PROMPTS(JSON) NEW_TOKENS
 * Reads lines {"batch": n, "sample": bool}, answers each with {"tokens": [[...], ...], "seconds": s, "peak": bytes}.
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [, , packages, gguf, promptFile, newTokens] = process.argv;
const entry = path.join(packages, "node_modules", "node-llama-cpp", "dist", "index.js");
const { getLlama } = await import(pathToFileURL(entry).href);

const count = Number(newTokens);
const prompts = JSON.parse(readFileSync(promptFile, "utf8"));
const threads = availableParallelism();
const llama = await getLlama({ gpu: false, build: "never", maxThreads: threads, logLevel: "error" });
const model = await llama.loadModel({ modelPath: gguf, gpuLayers: 0 });
const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), "..", "package.json"), "utf8"));
console.log(JSON.stringify({ nodeLlamaCpp: version, llamaCpp: llama.llamaCppRelease.release, threads }));

for await (const line of createInterface({ input: process.stdin })) {
  const { batch, sample } = JSON.parse(line);
  const context = await model.createContext({
    sequences: batch,
    contextSize: prompts[0].length + count,
    batchSize: 512,
    threads,
  });
  const began = performance.now();
  const choice = sample ? { temperature: 1, topK: 50, topP: 1 } : { temperature: 0 };
  const tokens = await Promise.all(
    prompts.slice(0, batch).map((prompt) => continueText(context.getSequence(), prompt, choice)),
  );
  const seconds = (performance.now() - began) / 1000;
  await context.dispose();
  console.log(JSON.stringify({ tokens, seconds, peak: 1024 * process.resourceUsage().maxRSS }));
}
process.exit(0);

async function continueText(sequence, prompt, choice) {
  const tokens = [];
  for await (const token of sequence.evaluate(prompt, { ...choice, yieldEogToken: true })) {
    tokens.push(token);
    if (tokens.length === count) break;
  }
  return tokens;
}
