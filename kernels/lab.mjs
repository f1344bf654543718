/**
 * Opens JupyterLab in the repository root with the project's kernel.
 *
 * usage: node kernels/lab.mjs [options of jupyter lab, such as --no-browser or --port 9000]
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, venv } from "./machine.mjs";

withoutAnnouncements();
const args = [
  `--ServerApp.root_dir=${root}`,
  "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
  "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  ...process.argv.slice(2),
];
// The kernelspec of this project's environment comes before one of the user's own with the same name.
const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" };
const lab = spawn(path.join(venv, "bin", "jupyter-lab"), args, { cwd: root, env, stdio: "inherit" });
// The terminal sends an interrupt to both: JupyterLab asks whether to stop.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => lab.kill("SIGTERM"));
lab.on("exit", (code) => process.exit(code ?? 130));

/** JupyterLab would ask a first-time reader whether to fetch news; here it neither asks nor fetches. */
function withoutAnnouncements() {
  const folder = path.join(venv, "etc", "jupyter", "labconfig");
  mkdirSync(folder, { recursive: true });
  const page = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };
  writeFileSync(path.join(folder, "page_config.json"), `${JSON.stringify(page, null, 2)}\n`);
}
