/**
 * How a run was started, written into its folder before anything else: all that `resume` needs to take the same
 * steps, and to notice that they would no longer be the same.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fail, oneLine } from "./fail.ts";
import { runFiles } from "./run-files.ts";
import type { Invocation } from "./setup.ts";
import { readBytes, readText } from "./table.ts";
import { version } from "./version.ts";

export interface CommandRecord {
  readonly format: "retrodict-command";
  readonly formatVersion: 1;
  /** The arguments after `retrodict`. */
  readonly command: readonly string[];
  /** The folder it was run in, from which relative paths start. */
  readonly cwd: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The file with the data and its SHA-256, where they come from one. */
  readonly observed?: { readonly file: string; readonly sha256: string };
}

/** The record of a command that runs in the folder `cwd`. */
export function commandRecord({ loaded, argv, flags }: Invocation, cwd: string): CommandRecord {
  const { info } = loaded.entry;
  const { observed } = flags;
  return {
    format: "retrodict-command",
    formatVersion: 1,
    command: argv,
    cwd,
    versions: { retrodict: version, [info.id]: info.version, node: process.versions.node },
    ...(observed !== undefined && {
      observed: { file: observed, sha256: checksum(observed, cwd, "--observed") },
    }),
  };
}

/** The record in the folder of an unfinished run; `name` is the folder as the user would write it. */
export function readCommand(folder: string, name: string): CommandRecord {
  const source = `${name}/${runFiles.command}`;
  if (!existsSync(join(folder, runFiles.command)))
    fail(
      "file",
      `${name}: it holds no command of infer to go on with; remove it and start the run again`,
    );
  const text = readText(join(folder, runFiles.command), source, "RUN");
  let record: Partial<CommandRecord>;
  try {
    record = JSON.parse(text) as Partial<CommandRecord>;
  } catch (error) {
    return fail("data", `${source}: not valid JSON: ${oneLine(error)}; start the run again`, error);
  }
  if (record.format !== "retrodict-command" || record.formatVersion !== 1)
    fail("data", `${source}: not the command of a run; name a folder that infer began`);
  return record as CommandRecord;
}

/**
 * Throws where continuing would mix two experiments: other data, or another version of the simulator. Returns what
 * else has changed since, one sentence each.
 */
export function assertSameCommand(then: CommandRecord, now: CommandRecord): readonly string[] {
  if (then.observed !== undefined && then.observed.sha256 !== now.observed?.sha256)
    fail(
      "data",
      `${then.observed.file} has changed since the run began; restore it, or start a new run`,
    );
  const { retrodict, node, ...simulator } = then.versions;
  for (const [id, before] of Object.entries(simulator))
    if (now.versions[id] !== before)
      fail(
        "data",
        `the run began with version ${before} of ${id}, but ${now.versions[id] ?? "none"} is installed; install ${before}, or start a new run`,
      );
  const tools = { retrodict, node };
  return Object.entries(tools)
    .filter(([name, before]) => now.versions[name] !== before)
    .map(
      ([name, before]) =>
        `The run began with ${name} ${before} and continues with ${now.versions[name]}, so its last digits may differ from those of an uninterrupted run.`,
    );
}

function checksum(file: string, cwd: string, argument: string): string {
  return createHash("sha256")
    .update(readBytes(resolve(cwd, file), file, argument))
    .digest("hex");
}
