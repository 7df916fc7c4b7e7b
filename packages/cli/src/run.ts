import { RetrodictError, type ErrorCode } from "@retrodict/check";
import { CommanderError } from "commander";
import { oneLine } from "./fail.ts";
import type { Io } from "./io.ts";
import { buildProgram } from "./program.ts";

/** What the process ends with. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/** Errors of these codes are the machine's or the model's, not the input's. */
const failures: ReadonlySet<ErrorCode> = new Set(["numeric", "budget"]);

/** Runs one command line and resolves with its exit code; an error is one line on `io.stderr`. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const program = await buildProgram(argv, io);
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    io.stderr.write(`retrodict: ${describe(error, argv)}\n`);
    return exitCode(error);
  }
}

function describe(error: unknown, argv: readonly string[]): string {
  if (!(error instanceof CommanderError)) return oneLine(error);
  // A command that is only called by what it does, such as `explore map`.
  if (error.code === "commander.help")
    return `${argv[0]}: expected what to do; see retrodict ${argv[0]} --help`;
  const message = oneLine(error).replace(/^error: /, "");
  const known = !message.startsWith(`unknown command '${argv[0]}'`) && !argv[0].startsWith("-");
  return `${message}; see retrodict ${known ? `${argv[0]} ` : ""}--help`;
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return exitCodes.badInput;
  if (!(error instanceof RetrodictError) || failures.has(error.code)) return exitCodes.failed;
  return error.code === "aborted" ? exitCodes.interrupted : exitCodes.badInput;
}
