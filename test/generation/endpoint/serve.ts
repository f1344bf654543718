/** @file Starts the server of Python's transformers with Gemma 3 270M: independent of this project. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

export interface ServedModel {
  address: string;
  /** The model's folder, by which the server knows it. */
  model: string;
  close(): Promise<void>;
}

/**
 * Serves a copy of the model's folder that samples, and that has a chat template of plain words.
 *
 * @param python that has `transformers[serving]`
 * @param scratch an empty folder
 */
export async function serve(python: string, modelFolder: string, scratch: string): Promise<ServedModel> {
  for (const name of readdirSync(modelFolder)) {
    if (name !== "generation_config.json") symlinkSync(join(modelFolder, name), join(scratch, name));
  }
  const sampling = {
    bos_token_id: 2,
    eos_token_id: 1,
    pad_token_id: 0,
    do_sample: true,
    top_k: 64,
    top_p: 0.95,
  };
  writeFileSync(join(scratch, "generation_config.json"), JSON.stringify(sampling));
  const template = "{{ bos_token }}{% for message in messages %}{{ message['content'] }}{% endfor %}";
  writeFileSync(join(scratch, "chat_template.jinja"), template);
  const port = await freePort();
  const options = ["--host", "127.0.0.1", "--port", String(port), "--device", "cpu", "--dtype", "float32"];
  const server = spawn(python, ["-m", "transformers.cli.transformers", "serve", scratch, ...options], {
    env: { ...process.env, HF_HUB_OFFLINE: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  server.stderr.on("data", (words) => said.push(String(words)));
  try {
    await healthy(`http://127.0.0.1:${port}/health`, server);
  } catch (error) {
    server.kill();
    throw new Error(`serve: ${(error as Error).message}: ${said.join("").slice(-500)}`);
  }
  return {
    address: `http://127.0.0.1:${port}/v1`,
    model: scratch,
    async close() {
      const ended = new Promise((resolve) => server.on("exit", resolve));
      server.kill("SIGKILL");
      await ended;
    },
  };
}

async function healthy(address: string, server: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 240; waited++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(500);
  }
  throw new Error("the server is not healthy after 120 s");
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
