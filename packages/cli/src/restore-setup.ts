import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertSameCommand, commandRecord, readCommand } from "./command-file.ts";
import { parseInfer } from "./commands/infer.ts";
import { warn, type Io } from "./io.ts";
import type { InferredRecord } from "./read-run.ts";
import type { RunPlace } from "./restore-fit.ts";
import { runFiles } from "./run-files.ts";
import { setUp, type Setup } from "./setup.ts";

export interface RestoreOptions {
  readonly workers: number;
  readonly io: Io;
  readonly features?: readonly string[];
}

/**
 * The experiment of a finished run, to simulate it again: the command that made it is read anew, in the folder it ran
 * in. Throws where its data or the version of its simulator have changed since. Rows have the features of the run
 * unless others are named.
 */
export async function restoreSetup(
  record: InferredRecord,
  { folder, name }: RunPlace,
  { workers, io, features }: RestoreOptions,
): Promise<Setup> {
  // Runs from before there was a file of the command are tried from here.
  const then = existsSync(join(folder, runFiles.command))
    ? readCommand(folder, name)
    : { command: record.command, cwd: io.cwd };
  const invocation = await parseInfer(then.command, then.cwd);
  if ("versions" in then)
    for (const change of assertSameCommand(then, commandRecord(invocation, then.cwd)))
      warn(io, change);
  const flags = { ...invocation.flags, workers, ...(features && { features: features.join(",") }) };
  return setUp(invocation.loaded, flags, { ...io, cwd: then.cwd });
}
