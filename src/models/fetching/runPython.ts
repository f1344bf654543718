/**
 * @file Python programs that fetching needs: pip, zipfile, venv and the converter.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs Python and waits for its end.
 *
 * @throws Error whose message is the last line that Python said
 */
export async function runPython(python: string, args: string[]): Promise<void> {
  try {
    await run(python, args);
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    const last = (stderr.trim() || message).split("\n").pop();
    throw new Error(last);
  }
}
