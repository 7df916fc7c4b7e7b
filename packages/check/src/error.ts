/** Codes a caller may branch on; the message is for people. */
export type ErrorCode =
  | "argument"
  | "shape"
  | "range"
  | "name"
  | "file"
  | "data"
  | "numeric"
  | "budget"
  | "aborted";

/**
 * The one error type of the project. Its message reads `[package] expected …, got …; do …`:
 * what was wanted, what came, and the remedy.
 */
export class RetrodictError extends Error {
  override readonly name = "RetrodictError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, source: string, message: string, options?: ErrorOptions) {
    super(`[${source}] ${message}`, options);
    this.code = code;
  }
}
