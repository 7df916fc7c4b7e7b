import { availableParallelism } from "node:os";
import type { Command } from "commander";
import type { SimulatorEntry } from "@retrodict/spec";
import { parseCount, parseNumber } from "./numbers.ts";
import { pluginOptions, toFlag, type PluginValues } from "./option-flags.ts";
import { parseBounds, type BoundsOverride } from "./prior-bounds.ts";
import { fail } from "./fail.ts";

/** The flags of every command that simulates. */
export interface RunFlags {
  readonly observed?: string;
  readonly observation?: string;
  readonly simulations: number;
  readonly seed: number;
  readonly workers: number;
  /** Seconds. */
  readonly rowTimeLimit?: number;
  readonly prior?: readonly BoundsOverride[];
  readonly out?: string;
  readonly json?: true;
}

/** Adds those flags. */
export function addRunFlags(command: Command): Command {
  return addSimulationFlags(
    command
      .option("--observed <file>", "recording (CSV) or statistics (CSV or JSON array) to explain")
      .option("--observation <name>", "data that comes with the plugin, instead of a file")
      .option("--simulations <n>", "how many to run", count("--simulations"), 10_000),
  );
}

/** Those that say nothing of data. */
export function addSimulationFlags(command: Command): Command {
  return command
    .option("--seed <n>", "the same seed gives the same samples", seed, 1)
    .option(
      "--workers <n>",
      "threads that simulate; the result does not depend on it",
      count("--workers"),
      availableParallelism(),
    )
    .option("--row-time-limit <seconds>", "give up a single simulation after this long", seconds)
    .option(
      "--prior <name=low:high>",
      "other bounds for one parameter (repeatable)",
      (text: string, before: readonly BoundsOverride[] = []) => [...before, parseBounds(text)],
    )
    .option("--out <dir>", "new folder for the results (default: runs/<plugin>-<time>)")
    .option("--json", "print one line of JSON at the end");
}

/** Adds the flags that a plugin's own metadata asks for. */
export function addPluginFlags(command: Command, entry: SimulatorEntry): void {
  for (const spec of pluginOptions(entry)) {
    const flag = toFlag(spec).helpGroup(`Options of ${entry.info.id}:`);
    if (command.options.some(({ long }) => long === flag.long))
      fail(
        "name",
        `plugin option ${spec.name}: ${flag.long} is a flag of the command already; rename the option`,
      );
    command.addOption(flag);
  }
}

/** The values given for those flags, by option name. */
export function pluginValues(entry: SimulatorEntry, flags: object): PluginValues {
  const given = new Map(Object.entries(flags));
  return Object.fromEntries(
    pluginOptions(entry)
      .map((spec) => [spec.name, given.get(toFlag(spec).attributeName())] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** Parser of a whole number of at least one. */
export const count = (flag: string) => (text: string) => parseCount(flag, text);

/** Parser of a seed. */
export const seed = (text: string) => parseCount("--seed", text, 0);

function seconds(text: string): number {
  const value = parseNumber("--row-time-limit", text);
  return value > 0
    ? value
    : fail("range", `--row-time-limit: expected seconds above zero, got ${text}; raise it`);
}
