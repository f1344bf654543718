/**
 * @file A Python process to measure against: asked and answering in lines of JSON. Its packages live in an environment
 * of their own, .synthclass/peers, made at the first need; SYNTHCLASS_PEERS_PYTHON names another.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

/** A process that answers each question with one line of JSON. */
export interface Peer {
  /** What it said first. */
  readonly greeting: Record<string, unknown>;
  ask(question: object): Promise<unknown>;
  stop(): void;
}

const root = path.dirname(path.dirname(__dirname));

/** Starts a script of this folder and waits for its first line. */
export async function startPeer(script: string, args: string[], say: (line: string) => void): Promise<Peer> {
  const python = process.env.SYNTHCLASS_PEERS_PYTHON ?? makeEnvironment(say);
  return startProcess(python, script, args);
}

/** Starts a script of this folder with another command than Python. */
export async function startProcess(command: string, script: string, args: string[]): Promise<Peer> {
  const child = spawn(command, [path.join(__dirname, script), ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const answers = answersOf(child, script);
  return {
    greeting: (await answers()) as Record<string, unknown>,
    ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return answers();
    },
    stop: () => void child.stdin.end(),
  };
}

/** The child's lines one by one; an error with its last words if it ends instead. */
function answersOf(child: ChildProcess, script: string): () => Promise<unknown> {
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  let complaint = "";
  child.stderr!.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  return async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended: ${complaint.trim().split("\n").at(-1)}`);
    return JSON.parse(value);
  };
}

function makeEnvironment(say: (line: string) => void): string {
  const folder = path.join(root, ".synthclass", "peers");
  const python = path.join(folder, "bin", "python");
  const requirements = path.join(root, "test", "golden", "requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  const whole = path.join(folder, "whole");
  if (existsSync(whole) && readFileSync(whole, "utf8") === wanted) return python;
  say("peers: installing PyTorch and others into .synthclass/peers, some minutes and gigabytes ...");
  rmSync(folder, { recursive: true, force: true });
  runOrThrow("python3", ["-m", "venv", folder]);
  runOrThrow(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
  writeFileSync(whole, wanted);
  return python;
}

function runOrThrow(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`peers: ${command} ${args.join(" ")} failed`);
}
