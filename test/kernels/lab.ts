/** @file A real JupyterLab in a real browser, for tests and screenshots. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { root } from "./kernelClient";

/** Chromium's program: `CHROMIUM_PATH`, or where the systems' packages put it; undefined where there is none. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((file) => file && existsSync(file));

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Lab {
  /** Opens a notebook (its path counts from the repository root) and waits until its kernel is idle. */
  open(notebook: string): Promise<Page>;
  close(): Promise<void>;
}

/** Starts JupyterLab as `npm run lab` does, with settings of its own, and a browser. */
export async function startLab(): Promise<Lab> {
  if (!chromiumPath)
    throw new Error("startLab: Chromium is absent, expected at /usr/bin/chromium or CHROMIUM_PATH");
  const settings = mkdtempSync(path.join(tmpdir(), "lab-"));
  showAllCells(`${settings}/user`);
  const { server, url } = await startServer(settings);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  return {
    open: (notebook) => openNotebook(browser, url, notebook),
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(settings, { recursive: true, force: true });
    },
  };
}

/** By default JupyterLab draws only the cells in view. */
function showAllCells(folder: string): void {
  const extension = path.join(folder, "@jupyterlab", "notebook-extension");
  mkdirSync(extension, { recursive: true });
  writeFileSync(path.join(extension, "tracker.jupyterlab-settings"), '{ "windowingMode": "none" }');
}

/** The address with its token, as the server prints it. */
function startServer(settings: string): Promise<{ server: ChildProcess; url: URL }> {
  const folders = { JUPYTER_CONFIG_DIR: `${settings}/config`, JUPYTERLAB_SETTINGS_DIR: `${settings}/user` };
  const options = [
    "--no-browser",
    "--port=0",
    "--allow-root",
    `--LabApp.workspaces_dir=${settings}/workspaces`,
    // Test notebooks are in a hidden folder.
    "--ContentsManager.allow_hidden=True",
  ];
  const script = path.join(root, "kernels", "lab.mjs");
  const env = { ...process.env, ...folders };
  const server = spawn(process.execPath, [script, ...options], { env, stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (chunk: Buffer) => {
      said += chunk;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+\/\S*token=\w+/);
      if (address) resolve({ server, url: new URL(address[0]) });
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => reject(new Error(`startLab: JupyterLab ended with ${code}: ${said}`)));
  });
}

async function openNotebook(browser: Browser, url: URL, notebook: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${url.origin}/lab/tree/${notebook}?reset&token=${url.searchParams.get("token")}`);
  await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
  await page.getByText("TypeScript (synthclass) | Idle").waitFor({ timeout: 60_000 });
  return page;
}

/** Runs all cells and waits until none is running or waiting any more. */
export async function runAllCells(page: Page, seconds = 60): Promise<void> {
  await startAllCells(page);
  await allCellsEnded(page, seconds);
}

/** Runs all cells and does not wait. */
export async function startAllCells(page: Page): Promise<void> {
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
}

/** Waits until cells have run and none shows [*]. */
export async function allCellsEnded(page: Page, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const prompts = (await shownCells(page)).map(({ prompt }) => prompt);
    if (!prompts.includes("[*]:") && prompts.some((prompt) => /\[\d+\]/.test(prompt))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`allCellsEnded: cells still run after ${seconds} s`);
}

/** What the cells show, one text for each code cell: its prompt and its outputs. */
export function shownCells(page: Page): Promise<{ prompt: string; outputs: string[]; errors: number }[]> {
  return page.locator(".jp-CodeCell").evaluateAll((cells) =>
    cells.map((cell) => ({
      prompt: cell.querySelector(".jp-InputPrompt")?.textContent ?? "",
      outputs: [...cell.querySelectorAll(".jp-OutputArea-output")].map((one) => one.textContent ?? ""),
      errors: cell.querySelectorAll('[data-mime-type="application/vnd.jupyter.stderr"], .jp-RenderedError')
        .length,
    })),
  );
}
