import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fetchHub } from "../../../src/models/fetching/fetchHub";
import { hubSettings } from "../../../src/models/fetching/hubSettings";
import { modelFolder } from "../../../src/models/modelFolder";
import { commit, type Faults, type SmallHub, small, smallHub } from "./smallHub";

let scratch: string;
let hub: SmallHub | undefined;
const formerModels = process.env.SYNTHCLASS_MODELS;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "hub-"));
  process.env.SYNTHCLASS_MODELS = join(scratch, "models");
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  if (formerModels === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = formerModels;
  rmSync(scratch, { recursive: true });
});

async function start(faults?: Faults): Promise<SmallHub> {
  hub = await smallHub(faults);
  return hub;
}

function settings(environment: Record<string, string> = {}) {
  return hubSettings({ HF_ENDPOINT: hub?.endpoint, HF_HOME: join(scratch, "home"), ...environment });
}

const get = (lines: string[] = [], environment?: Record<string, string>) =>
  fetchHub("someone/something", {
    settings: settings(environment),
    onLine: (line) => lines.push(line),
    pause: 1,
    attempts: 3,
  });

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("."))
    .sort();

test("a model is fetched whole, checked, without what other programs need, its licence told first", async () => {
  await start();
  const lines: string[] = [];
  const folder = await get(lines);
  expect(folder).toBe(modelFolder("someone/something"));
  expect(filesIn(folder)).toEqual([
    "1_Pooling/config.json",
    "README.md",
    "chat_template.jinja",
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "tokenizer.json",
  ]);
  expect(readFileSync(join(folder, "model.safetensors")).equals(hub!.weights)).toBe(true);
  expect(lines[0]).toBe("someone/something: licence mit, commit 0123456789ab");
  expect(readdirSync(join(scratch, "models", ".unfinished"))).toEqual([]);
});

const twoPieces = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];

test("weights in pieces are fetched with their index, a cut one taken up", async () => {
  await start({ pieces: twoPieces, cut: { after: 25_000, times: 2 } });
  const folder = await get();
  const pieces = twoPieces.map((file) => readFileSync(join(folder, file)));
  expect(Buffer.concat(pieces).equals(hub!.weights)).toBe(true);
  expect(existsSync(join(folder, "model.safetensors.index.json"))).toBe(true);
  expect(hub!.asked.filter((name) => name.startsWith("model-"))).toEqual([
    twoPieces[0],
    `${twoPieces[0]} bytes=25000-`,
    `${twoPieces[0]} bytes=50000-`,
    twoPieces[1],
  ]);
});

test("a piece that the index names and the hub lacks is named, and nothing takes its place", async () => {
  await start({ pieces: [...twoPieces, "model-00003-of-00003.safetensors"] });
  await expect(get()).rejects.toThrow(
    "fetchHub: someone/something has no model-00003-of-00003.safetensors, expected what its index names",
  );
  expect(existsSync(join(scratch, "models", "someone"))).toBe(false);
});

test("terms that were not accepted are named where the hub refuses a file", async () => {
  await start({ fileStatus: 403 });
  await expect(get()).rejects.toThrow(
    /answers 403, expected 200 with a token in HF_TOKEN whose owner has accepted the model's terms$/,
  );
});

test("a cut connection is taken up where it was cut", async () => {
  await start({ cut: { after: 30_000, times: 2 } });
  const folder = await get();
  expect(readFileSync(join(folder, "model.safetensors")).equals(hub!.weights)).toBe(true);
  const ranges = hub!.asked.filter((name) => name.startsWith("model.safetensors"));
  expect(ranges).toEqual([
    "model.safetensors",
    "model.safetensors bytes=30000-",
    "model.safetensors bytes=60000-",
  ]);
});

test("a server that knows no ranges sends the file again, and it is whole", async () => {
  await start({ cut: { after: 30_000, times: 1 }, ignoresRanges: true });
  const folder = await get();
  expect(readFileSync(join(folder, "model.safetensors")).equals(hub!.weights)).toBe(true);
});

test("what a failed call has fetched is used by the next", async () => {
  await start({ cut: { after: 10_000, times: 3 } });
  await expect(get()).rejects.toThrow("was cut at 30000 of 100000 bytes");
  expect(existsSync(join(scratch, "models", "someone"))).toBe(false);
  hub!.asked.length = 0;
  await get();
  expect(hub!.asked).toEqual(["model.safetensors bytes=30000-"]);
});

test("a wrong hash is refused, the part removed and the model's former folder left as it was", async () => {
  await start();
  const folder = await get();
  await hub!.close();
  await start({ wrongWeights: true });
  await expect(get()).rejects.toThrow(
    /^fetchHub: http:\S+\/model\.safetensors has hash [0-9a-f]{64}, expected [0-9a-f]{64}$/,
  );
  expect(readFileSync(join(folder, "model.safetensors")).equals(hub!.weights)).toBe(true);
  const unfinished = filesIn(join(scratch, "models", ".unfinished"));
  expect(unfinished.filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("more bytes than stated are refused", async () => {
  await start({ statedBytes: 50_000 });
  await expect(get()).rejects.toThrow(/model\.safetensors is longer than expected, 50000 bytes$/);
});

test("the token goes to the hub and into no message", async () => {
  await start({ status: 401 });
  const lines: string[] = [];
  const error = (await get(lines, { HF_TOKEN: "hf_secret" }).catch((error) => error)) as Error;
  expect(error.message).toBe(
    `hubFiles: ${hub!.endpoint}/api/models/someone/something/revision/main?blobs=true answers 401, ` +
      "expected a token in HF_TOKEN with access",
  );
  expect(hub!.tokens).toEqual(["Bearer hf_secret"]);
  expect(`${error.stack}${lines}`).not.toContain("hf_secret");
});

test("the token that a login stored is used, and none is sent where there is none", async () => {
  await start();
  mkdirSync(join(scratch, "home"));
  writeFileSync(join(scratch, "home", "token"), "hf_stored\n");
  await get();
  expect(new Set(hub!.tokens)).toEqual(new Set(["Bearer hf_stored"]));
  rmSync(join(scratch, "home", "token"));
  hub!.tokens.length = 0;
  await get();
  expect(new Set(hub!.tokens)).toEqual(new Set([undefined]));
});

/** What Python's library leaves behind: links from a snapshot to blobs, here plain files. */
function fillCache(files: Record<string, string | Buffer>): void {
  const model = join(scratch, "home", "hub", "models--someone--something");
  mkdirSync(join(model, "refs"), { recursive: true });
  writeFileSync(join(model, "refs", "main"), commit);
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(model, "snapshots", commit, file)), { recursive: true });
    writeFileSync(join(model, "snapshots", commit, file), contents);
  }
}

test("HF_HUB_OFFLINE takes the model from the cache of Python's library and asks nobody", async () => {
  await start();
  fillCache({ "config.json": "{}", "model.safetensors": "weights", "pytorch_model.bin": "weights" });
  const folder = await get([], { HF_HUB_OFFLINE: "1" });
  expect(filesIn(folder)).toEqual(["config.json", "model.safetensors"]);
  expect(hub!.tokens).toEqual([]);
});

test("HF_HUB_OFFLINE refuses a cached model that lacks a piece of its weights", async () => {
  const weight_map = { a: twoPieces[0], b: twoPieces[1] };
  fillCache({
    "config.json": "{}",
    "model.safetensors.index.json": JSON.stringify({ weight_map }),
    [twoPieces[0]]: "weights",
  });
  await expect(get([], { HF_HUB_OFFLINE: "1" })).rejects.toThrow(
    /^addFolder: \S+ has no weights, expected model-00002-of-00002\.safetensors$/,
  );
});

test("cached files of the same commit are not downloaded again", async () => {
  await start();
  fillCache({ ...small, "model.safetensors": hub!.weights });
  const lines: string[] = [];
  const folder = await get(lines);
  expect(readFileSync(join(folder, "model.safetensors")).equals(hub!.weights)).toBe(true);
  expect(hub!.asked).toEqual([]);
  expect(lines).toContain(`model.safetensors, from ${join(scratch, "home", "hub")}`);
});

test("a cache with settings alone, or with other weights than the hub states, is filled up by a download", async () => {
  await start();
  const damaged = Buffer.from(hub!.weights).fill(0, 10, 20);
  fillCache({ "config.json": small["config.json"], "model.safetensors": damaged });
  const folder = await get();
  expect(readFileSync(join(folder, "model.safetensors")).equals(hub!.weights)).toBe(true);
  expect(hub!.asked).not.toContain("config.json");
  expect(hub!.asked).toContain("model.safetensors");
});

test("what cannot be fetched is named", async () => {
  await start({ without: /safetensors/ });
  await expect(get()).rejects.toThrow(
    "hubFiles: someone/something has pytorch_model.bin, expected model.safetensors",
  );
  await expect(get([], { HF_HUB_OFFLINE: "yes" })).rejects.toThrow(
    `fetchHub: someone/something is not in ${join(scratch, "home", "hub")}, expected it there since HF_HUB_OFFLINE is set`,
  );
  await expect(fetchHub("../../etc/passwd", { settings: settings() })).rejects.toThrow(
    "fetchHub: name is ../../etc/passwd, expected OWNER/NAME",
  );
  const { endpoint } = hub!;
  await hub!.close();
  await expect(get()).rejects.toThrow(`hubFiles: ${endpoint} does not answer (`);
});

test("the environment is read as Python's library reads it", () => {
  expect(hubSettings({ HF_HOME: "/h", HF_ENDPOINT: "https://mirror/" })).toEqual({
    endpoint: "https://mirror",
    cache: "/h/hub",
    token: undefined,
    offline: false,
  });
  expect(hubSettings({ XDG_CACHE_HOME: "/c", HF_HUB_CACHE: "/x", HF_HUB_OFFLINE: "ON" })).toMatchObject({
    cache: "/x",
    offline: true,
  });
  expect(hubSettings({ XDG_CACHE_HOME: "/c" }).cache).toBe("/c/huggingface/hub");
});
