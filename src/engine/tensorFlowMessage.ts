/** @file What TensorFlow says of an error, in one line. */

const status = /^Invalid TF_Status: \d+\nMessage: /;

/** Whether an error came from TensorFlow, through the addon. */
export function isTensorFlowError(error: unknown): error is Error {
  return error instanceof Error && status.test(error.message);
}

/** TensorFlow's message without the addon's status line and the names of nodes around it. */
export function tensorFlowMessage({ message }: Error): string {
  return message
    .replace(status, "")
    .replace(/\s*\[\[\{\{.*/s, "")
    .replace(/\{\{[^}]*\}\}/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
