import { Command } from "commander";
import { describeCommand } from "./commands/describe.ts";
import { designCommand } from "./commands/design.ts";
import { diagnoseCommand } from "./commands/diagnose.ts";
import { exploreCommand } from "./commands/explore.ts";
import { inferCommand } from "./commands/infer.ts";
import { listCommand } from "./commands/list.ts";
import { reportCommand } from "./commands/report.ts";
import { resumeCommand } from "./commands/resume.ts";
import { sampleCommand } from "./commands/sample.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { fail } from "./fail.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";
import { loadEntry, type LoadedEntry } from "./load-plugin.ts";

/**
 * All commands. The flags and the help of `infer`, `simulate` and `design` come from the metadata of the plugin
 * named first among their arguments, so it is loaded before the rest is parsed.
 */
export async function buildProgram(argv: readonly string[], io: Io): Promise<Command> {
  const loaded = await plannedEntry(argv, io);
  const program = new Command("retrodict")
    .description("From data and a simulator to a posterior, by simulation-based inference.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => {} })
    .addHelpText(
      "after",
      "\nPLUGIN[#SIMULATOR] is a bundled plugin (see list), a package name or the path of a module.\nExit codes: 0 done, 1 failed, 2 bad input, 130 interrupted.",
    );
  inferCommand(program, io, argv, loaded);
  resumeCommand(program, io);
  simulateCommand(program, io, argv, loaded);
  sampleCommand(program, io);
  diagnoseCommand(program, io);
  exploreCommand(program, io);
  designCommand(program, io, argv, loaded);
  reportCommand(program, io);
  listCommand(program, io);
  describeCommand(program, io);
  return program;
}

async function plannedEntry(argv: readonly string[], io: Io): Promise<LoadedEntry | undefined> {
  const [command, reference] = argv;
  if (!["infer", "simulate", "design"].includes(command)) return undefined;
  if (reference !== undefined && !reference.startsWith("-")) return loadEntry(reference, io.cwd);
  if (argv.includes("--help") || argv.includes("-h")) return undefined;
  return fail(
    "argument",
    `${command}: expected PLUGIN right after the command, got ${reference ?? "nothing"}; see retrodict list`,
  );
}
