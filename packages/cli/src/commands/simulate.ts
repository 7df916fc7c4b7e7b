import type { Command } from "commander";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { proposeAndSimulate, type SimulatedRound } from "@retrodict/rounds";
import { entryHelp } from "../describe-entry.ts";
import { summarizeFailures } from "../failure-summary.ts";
import { inRunFolder } from "../in-run-folder.ts";
import { printLine, type Io } from "../io.ts";
import type { LoadedEntry } from "../load-plugin.ts";
import { progress } from "../progress.ts";
import { runFiles } from "../run-files.ts";
import { addPluginFlags, addRunFlags, type RunFlags } from "../run-flags.ts";
import { defaultFolder, openRunFolder, type RunFolder } from "../run-folder.ts";
import { formatRecord, recordBase } from "../run-record.ts";
import { setUp, withPool, type Invocation, type Setup } from "../setup.ts";
import { formatSimulations, rowsRun } from "../simulations-file.ts";

/** `retrodict simulate PLUGIN`: draws from the prior, and what the simulator makes of them. */
export function simulateCommand(
  program: Command,
  io: Io,
  argv: readonly string[],
  loaded?: LoadedEntry,
): void {
  const command = addRunFlags(
    program
      .command("simulate")
      .description("run a simulator on draws from the prior and write simulations.csv")
      .argument("<plugin>", "PLUGIN[#SIMULATOR]"),
  );
  if (loaded === undefined) return;
  addPluginFlags(command, loaded.entry);
  command
    .addHelpText("after", () => `\n${entryHelp(loaded.entry)}`)
    .action((reference: string, flags: RunFlags) =>
      simulate({ loaded, reference, argv, flags }, io),
    );
}

async function simulate(invocation: Invocation, io: Io): Promise<void> {
  const { loaded, flags } = invocation;
  const setup = setUp(loaded, flags, io);
  const out = flags.out ?? defaultFolder(loaded.plugin.name, new Date());
  // The stream of the first round of `infer`, so that both make the same simulations.
  const rng = stream(flags.seed).fork("round").fork(0);
  const prior = priorFrom(setup);
  const { signal } = io;
  const bar = progress(io);
  const folder = openRunFolder(out, io.cwd);
  let made: SimulatedRound | undefined;
  const work = async () => {
    made = await withPool(setup, "summary", (simulator) =>
      proposeAndSimulate(
        rng,
        { simulator, prior, simulations: flags.simulations },
        { signal, onProgress: bar.show },
      ),
    ).finally(bar.stop);
    if (signal.aborted) return;
    writeSimulations(folder, setup, made);
    folder.write(
      runFiles.record,
      formatRecord({
        ...recordBase(invocation, setup),
        failures: summarizeFailures(made.failures),
        timings: { simulateSeconds: made.simulateSeconds },
        warnings: [],
      }),
    );
  };
  await inRunFolder(folder, io, work, () => made && keepFinished(folder, setup, made));
  printLine(
    io,
    flags.json
      ? JSON.stringify({ simulations: flags.simulations, out })
      : `${out}: ${flags.simulations} simulations, see ${out}/simulations.csv`,
  );
}

function writeSimulations(
  folder: RunFolder,
  { parameters, fields }: Setup,
  { round: { theta, x }, failures }: SimulatedRound,
): void {
  folder.write("simulations.csv", formatSimulations(parameters, fields, theta, { x, failures }));
}

/** Leaves the rows that ran before the interruption, if any. */
function keepFinished(folder: RunFolder, setup: Setup, made: SimulatedRound): string | undefined {
  const { round, failures } = made;
  const done = rowsRun({ x: round.x, failures }).length;
  if (done === 0) return undefined;
  writeSimulations(folder, setup, made);
  return `${done} of ${round.x.rows} simulations are kept in ${folder.name}.partial/simulations.csv`;
}
