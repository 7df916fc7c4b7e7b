import type { Command } from "commander";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { proposeAndSimulate } from "@retrodict/rounds";
import { entryHelp } from "../describe-entry.ts";
import { summarizeFailures } from "../failure-summary.ts";
import { inRunFolder, keeping } from "../in-run-folder.ts";
import { printLine, type Io } from "../io.ts";
import type { LoadedEntry } from "../load-plugin.ts";
import { progress } from "../progress.ts";
import { addPluginFlags, addRunFlags, type RunFlags } from "../run-flags.ts";
import { defaultFolder } from "../run-folder.ts";
import { formatRecord, recordBase } from "../run-record.ts";
import { setUp, withPool, type Invocation } from "../setup.ts";
import { formatSimulations } from "../simulations-file.ts";

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
  const prior = priorFrom(setup.parameters);
  const { signal } = io;
  const bar = progress(io);
  await inRunFolder(out, io, setup, async (folder, keep) => {
    const { round, failures, simulateSeconds } = await withPool(setup, "summary", (pool) =>
      proposeAndSimulate(
        rng,
        { simulator: keeping(pool, keep), prior, simulations: flags.simulations },
        { signal, onProgress: bar.show },
      ),
    ).finally(bar.stop);
    if (signal.aborted) return;
    const { parameters, fields } = setup;
    folder.write(
      "simulations.csv",
      formatSimulations(parameters, fields, round.theta, { x: round.x, failures }),
    );
    folder.write(
      "run.json",
      formatRecord({
        ...recordBase(invocation, setup),
        failures: summarizeFailures(failures),
        timings: { simulateSeconds },
        warnings: [],
      }),
    );
  });
  printLine(
    io,
    flags.json
      ? JSON.stringify({ simulations: flags.simulations, out })
      : `${out}: ${flags.simulations} simulations, see ${out}/simulations.csv`,
  );
}
