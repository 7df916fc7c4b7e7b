import type { Command } from "commander";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { entryHelp } from "../describe-entry.ts";
import { failuresInWords, summarizeFailures } from "../failure-summary.ts";
import { fail } from "../fail.ts";
import { printLine, type Io } from "../io.ts";
import type { LoadedEntry } from "../load-plugin.ts";
import { progress } from "../progress.ts";
import { addPluginFlags, addRunFlags, type RunFlags } from "../run-flags.ts";
import { defaultFolder } from "../run-folder.ts";
import { formatRecord, recordBase, recordedOptions } from "../run-record.ts";
import { inRunFolder, setUp } from "../setup.ts";
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
      simulate(loaded, { reference, argv, flags }, io),
    );
}

interface Invocation {
  readonly reference: string;
  readonly argv: readonly string[];
  readonly flags: RunFlags;
}

async function simulate(loaded: LoadedEntry, { reference, argv, flags }: Invocation, io: Io) {
  const setup = setUp(loaded, flags, io);
  const { parameters, fields } = setup;
  const out = flags.out ?? defaultFolder(loaded.plugin.name, new Date());
  const rng = stream(flags.seed);
  const theta = priorFrom(parameters).sample(rng.fork("prior"), flags.simulations);
  const bar = progress(io);
  const started = performance.now();
  await inRunFolder(out, io, setup, async (folder, keep) => {
    const batch = await withPool(setup, "summary", (pool) =>
      pool.simulateBatch(rng.fork("simulate"), theta, {
        signal: io.signal,
        onProgress: (done, total) => bar.show("simulate", done, total),
      }),
    ).finally(bar.stop);
    keep({ theta, batch });
    if (io.signal.aborted) return;
    const failures = summarizeFailures(batch.failures);
    if (failures.total === theta.rows) refuseAllFailed(failures);
    folder.write("simulations.csv", formatSimulations(parameters, fields, theta, batch));
    folder.write("run.json", formatRecord({}));
  });
  printLine(
    io,
    flags.json ? JSON.stringify({}) : `${out}/simulations.csv: ${theta.rows} simulations`,
  );
}
