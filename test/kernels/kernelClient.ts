/** @file A Jupyter client for tests: starts the kernel through jupyter_client and keeps every message. */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

export const root = path.resolve(__dirname, "..", "..");
export const python = path.join(root, ".venv", "bin", "python");

/** A message from the kernel; `parent` is the id of the request it answers. */
export interface KernelMessage {
  channel: "iopub" | "shell" | "control";
  type: string;
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: the fields differ by type of message
  content: any;
}

/** All that came of one cell. */
export interface Execution {
  reply: KernelMessage["content"];
  messages: KernelMessage[];
  stdout: string;
  stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: the data of an execute_result, by MIME type
  result: any;
  error: { ename: string; evalue: string; traceback: string[] } | undefined;
  seconds: number;
}

export interface KernelClient {
  messages: KernelMessage[];
  /** Sends a request and resolves to its id as soon as it is under way. */
  send(type: string, content: object, channel?: "shell" | "control"): Promise<string>;
  /** Resolves when the reply and the `idle` of a request have come. */
  finished(id: string): Promise<Execution>;
  execute(code: string, options?: object): Promise<Execution>;
  request(type: string, content: object, channel?: "shell" | "control"): Promise<KernelMessage["content"]>;
  /** Waits until a message of this type answers the request. */
  saw(id: string, type: string): Promise<KernelMessage>;
  interrupt(): void;
  /** The exit status of the kernel's process, which must end within 5 s. */
  ended(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a kernel by the name of its kernelspec; its environment finds the kernelspecs of `.venv` first. */
export async function startKernel(folder = root, name = "tslab"): Promise<KernelClient> {
  const script = path.join(__dirname, "relay.py");
  const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" };
  const relay = spawn(python, [script, name, folder], { env, stdio: ["pipe", "pipe", "inherit"] });
  const messages: KernelMessage[] = [];
  const sent: ((id: string) => void)[] = [];
  let exitStatus: number | undefined;
  const listeners = new Set<() => void>();
  const tell = (command: object) => relay.stdin.write(`${JSON.stringify(command)}\n`);
  await new Promise<void>((resolve, reject) => {
    relay.once("exit", (code) => reject(new Error(`relay.py ended with ${code}, expected a kernel`)));
    createInterface(relay.stdout).on("line", (line) => {
      const said = JSON.parse(line);
      if (said.ready) resolve();
      else if (said.sent) sent.shift()?.(said.sent);
      else {
        if ("ended" in said) exitStatus = said.ended;
        else messages.push(said);
        for (const look of listeners) look();
      }
    });
  });

  /** Resolves to the first answer that is not undefined, looking again at each message. */
  function until<Found>(look: () => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const tryNow = () => {
        const found = look();
        if (found === undefined) return;
        listeners.delete(tryNow);
        resolve(found);
      };
      listeners.add(tryNow);
      tryNow();
    });
  }

  const send: KernelClient["send"] = (type, content, channel = "shell") => {
    tell({ send: type, content, channel });
    return new Promise((resolve) => sent.push(resolve));
  };
  const saw: KernelClient["saw"] = (id, type) =>
    until(() => messages.find((message) => message.parent === id && message.type === type));
  const finished: KernelClient["finished"] = async (id) => {
    const began = performance.now();
    const reply = await until(() =>
      messages.find(({ parent, channel }) => parent === id && channel !== "iopub"),
    );
    await until(() => messages.find((message) => message.parent === id && isIdle(message)));
    const own = messages.filter(({ parent, channel }) => parent === id && channel === "iopub");
    return executionOf(reply.content, own, (performance.now() - began) / 1000);
  };

  return {
    messages,
    send,
    saw,
    finished,
    async execute(code, options = {}) {
      return finished(await send("execute_request", { ...cellRequest(code), ...options }));
    },
    async request(type, content, channel = "shell") {
      return (await finished(await send(type, content, channel))).reply;
    },
    interrupt: () => {
      tell({ interrupt: true });
    },
    ended() {
      tell({ wait: true });
      return until(() => exitStatus);
    },
    close: () =>
      new Promise((resolve) => {
        relay.once("exit", () => resolve());
        relay.stdin.end();
      }),
  };
}

/** The content of an execute_request as JupyterLab sends it. */
export function cellRequest(code: string) {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
}

function isIdle({ type, content }: KernelMessage): boolean {
  return type === "status" && content.execution_state === "idle";
}

function executionOf(reply: Execution["reply"], messages: KernelMessage[], seconds: number): Execution {
  const text = (name: string) =>
    messages
      .filter(({ type, content }) => type === "stream" && content.name === name)
      .map(({ content }) => content.text)
      .join("");
  const first = (type: string) => messages.find((message) => message.type === type)?.content;
  return {
    reply,
    messages,
    seconds,
    stdout: text("stdout"),
    stderr: text("stderr"),
    result: first("execute_result")?.data,
    error: first("error"),
  };
}
