/**
 * @file The one place that knows the notebook: what the kernel of this project offers to libraries, by global symbols.
 */

/** One output in several forms, by MIME type; `text/plain` is what is left where no other can be shown. */
export interface Bundle {
  data: Record<string, unknown> & { "text/plain": string };
  metadata?: Record<string, unknown>;
  /** A name under which a later bundle may replace this one. */
  transient?: { display_id: string };
}

/** The method by which an object says how it looks in a notebook. */
export const displaySymbol = Symbol.for("Jupyter.display");

const display = Symbol.for("synthclass.display");
const signal = Symbol.for("synthclass.abortSignal");

interface Kernel {
  [display]?: (bundle: Bundle, update?: boolean) => void;
  [signal]?: () => AbortSignal;
}

const kernel = globalThis as Kernel;

/** True in a cell of this project's kernel; false in plain tslab and outside a notebook. */
export function insideNotebook(): boolean {
  return typeof kernel[display] === "function";
}

/**
 * Shows a bundle as an output of the cell that runs now, or replaces the one of the same `display_id`.
 * Where there is no kernel its text is printed, once: a replacement prints nothing.
 */
export function displayBundle(bundle: Bundle, update = false): void {
  if (insideNotebook()) kernel[display]!(bundle, update);
  else if (!update) console.log(bundle.data["text/plain"]);
}

/** The signal that the user's interrupt aborts, of the cell that runs now; nothing outside a notebook. */
export function abortSignal(): AbortSignal | undefined {
  return kernel[signal]?.();
}
