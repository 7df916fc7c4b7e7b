import type { Writable } from "node:stream";

/** What a command may touch of its process, so tests can run one in theirs. */
export interface Io {
  /** Takes the result, and nothing else. */
  readonly stdout: Writable;
  /** Takes errors and warnings, and progress where it is a terminal. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Relative paths start here. */
  readonly cwd: string;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Writes one line of the result. */
export function printLine(io: Io, line: string): void {
  io.stdout.write(`${line}\n`);
}

/** Tells of something that does not stop the run; also in pipes, where nobody sees progress. */
export function warn(io: Io, message: string): void {
  io.stderr.write(`retrodict: warning: ${message}\n`);
}
