/** @file An attempt at an endpoint that brought no text. */

/** What went wrong, as it is counted. */
export type FaultKind =
  | "too many requests"
  | "server error"
  | "timeout"
  | "connection"
  | "malformed answer"
  | "refused";

/** Why an attempt failed, and what follows from it. */
export class FailedAttempt extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
    /** Milliseconds that the server asks to wait. */
    readonly retryAfter = 0,
  ) {
    super(message);
  }

  /** Whether another attempt may succeed. */
  get passes(): boolean {
    return this.kind !== "refused";
  }

  /** Whether the server may have written the text all the same, and charge it. */
  get mayBeCharged(): boolean {
    return this.kind === "timeout" || this.kind === "connection" || this.kind === "malformed answer";
  }
}
