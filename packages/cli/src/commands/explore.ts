import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Command } from "commander";
import { addToRun } from "../add-to-run.ts";
import { formatExploration, readExploration } from "../exploration-file.ts";
import type { ExplorationRecord, ExplorationVerb } from "../exploration-record.ts";
import {
  conditionalLines,
  exploreConditional,
  type ConditionalOptions,
} from "../explore-conditional.ts";
import { exploreMap, mapLines } from "../explore-map.ts";
import type { ExploreOptions, Surroundings } from "../explore-options.ts";
import { explorePath, pathLines, type PathOptions } from "../explore-path.ts";
import {
  exploreSensitivity,
  sensitivityLines,
  type SensitivityOptions,
} from "../explore-sensitivity.ts";
import { readExplored, type ExploredRun } from "../explored-run.ts";
import { printLine, type Io } from "../io.ts";
import { progress } from "../progress.ts";
import { readRecord } from "../read-run.ts";
import { count, seed } from "../run-flags.ts";
import { runFiles } from "../run-files.ts";
import { uninterrupted } from "../uninterrupted.ts";

type Json = { readonly json?: true };
/** The flags of a verb: its options, but for its surroundings. */
type FlagsOf<Options extends Surroundings> = Omit<Options, keyof Surroundings> & Json;

/** `retrodict explore map|path|conditional|sensitivity RUN`: what the posterior of a finished run tells. */
export function exploreCommand(program: Command, io: Io): void {
  const explore = program
    .command("explore")
    .description("what the posterior of a run tells; adds to its report");
  const add = (verb: ExplorationVerb, description: string) =>
    explore
      .command(verb)
      .description(description)
      .argument("<run>", "folder that infer wrote")
      .option("--seed <n>", "the same seed gives the same result", seed, 1)
      .option("--json", "print one line of JSON at the end");

  add("map", "the most probable parameters, and other modes").action(
    (name: string, flags: FlagsOf<ExploreOptions>) =>
      act({ verb: "map", name, json: flags.json, io }, mapLines, (run, around) =>
        exploreMap(run, { ...flags, ...around }),
      ),
  );
  simulating(add("path", "whether two draws are connected by probable parameters"))
    .option("--from <row>", "draw in samples.csv (default: two distant ones)", count("--from"))
    .option("--to <row>", "the other end", count("--to"))
    .option("--no-simulate", "go by the density alone, without simulations on the way")
    .action((name: string, flags: FlagsOf<PathOptions>) =>
      act({ verb: "path", name, json: flags.json, io }, pathLines, (run, around) =>
        explorePath(run, { ...flags, ...around }),
      ),
    );
  add("conditional", "correlations of parameters when all others are fixed")
    .option("--parameters <list>", "only the pairs of these (default: all)")
    .option("--draws <n>", "posterior draws to fix the others to", count("--draws"), 30)
    .action((name: string, flags: FlagsOf<ConditionalOptions>) =>
      act({ verb: "conditional", name, json: flags.json, io }, conditionalLines, (run, around) =>
        exploreConditional(run, { ...flags, ...around }),
      ),
    );
  simulating(add("sensitivity", "which parameters features of simulations depend on"))
    .option("--of <list>", "features or single outputs (default: the features of the run)")
    .option("--simulations <n>", "posterior draws to simulate", count("--simulations"), 1000)
    .action((name: string, flags: FlagsOf<SensitivityOptions>) =>
      act({ verb: "sensitivity", name, json: flags.json, io }, sensitivityLines, (run, around) =>
        exploreSensitivity(run, { ...flags, ...around }),
      ),
    );
}

const simulating = (command: Command): Command =>
  command.option(
    "--workers <n>",
    "threads that simulate; the result does not depend on it",
    count("--workers"),
    availableParallelism(),
  );

interface Act<Verb extends ExplorationVerb> {
  /** Of the command and of the section that keeps what it finds. */
  readonly verb: Verb;
  /** The folder of the run as the user wrote it. */
  readonly name: string;
  readonly json: true | undefined;
  readonly io: Io;
}

/** Explores a run, keeps what was found in its folder, and prints it. */
async function act<
  Verb extends ExplorationVerb,
  Found extends NonNullable<ExplorationRecord[Verb]>,
>(
  { verb, name, json, io }: Act<Verb>,
  lines: (found: Found, run: ExploredRun) => readonly string[],
  find: (run: ExploredRun, around: Surroundings) => Promise<Found>,
): Promise<void> {
  const place = { folder: resolve(io.cwd, name), name };
  const run = await readExplored(readRecord(place.folder, name), place);
  const before = readExploration(place.folder, name);
  const bar = progress(io);
  const found = await uninterrupted(io, "the run is as it was", () =>
    find(run, { io, signal: io.signal, onProgress: bar.show }).finally(bar.stop),
  );
  addToRun(place, runFiles.exploration, formatExploration(before, { [verb]: found }));
  printLine(
    io,
    json
      ? JSON.stringify({ ...found, out: name })
      : [...lines(found, run), `${name}: see ${name}/${runFiles.report}`].join("\n"),
  );
}
