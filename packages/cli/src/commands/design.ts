import { Option, type Command } from "commander";
import { designReport } from "@retrodict/plot";
import {
  assessCandidates,
  type AssessOptions,
  type PlannedCandidate,
} from "../assess-candidates.ts";
import { readBelief } from "../belief.ts";
import { readCandidates, type Candidate } from "../candidates.ts";
import { entryHelp } from "../describe-entry.ts";
import { designRecord, designReportOf, type DesignRecord } from "../design-file.ts";
import { densities } from "../estimators.ts";
import { printLine, warn, type Io } from "../io.ts";
import type { LoadedEntry } from "../load-plugin.ts";
import { parseCount } from "../numbers.ts";
import { formatJson } from "../numbers-in-json.ts";
import { pluginOptions, toFlag } from "../option-flags.ts";
import { progress } from "../progress.ts";
import { runFiles } from "../run-files.ts";
import { addPluginFlags, addSimulationFlags, count, type RunFlags } from "../run-flags.ts";
import { defaultFolder, openRunFolder } from "../run-folder.ts";
import { setUp } from "../setup.ts";
import { textTable } from "../text-table.ts";
import { uninterrupted } from "../uninterrupted.ts";

type DesignFlags = RunFlags &
  Pick<AssessOptions, "estimator" | "evaluations"> & {
    readonly candidates: string;
    readonly from?: string;
  };

/** `retrodict design PLUGIN`: which of some experiments is expected to tell most about the parameters. */
export function designCommand(
  program: Command,
  io: Io,
  argv: readonly string[],
  loaded?: LoadedEntry,
): void {
  const command = addSimulationFlags(
    program
      .command("design")
      .description("rank candidate experiments by the information they are expected to give")
      .argument("<plugin>", "PLUGIN[#SIMULATOR]")
      .requiredOption(
        "--candidates <list|file>",
        '"name: option=value, …; …", options of the plugin, or a JSON file of them',
      )
      .option("--from <run>", "what is known so far: the posterior of a run (default: the prior)")
      .option("--simulations <n>", "to learn from, each candidate", count("--simulations"), 2000)
      .option(
        "--evaluations <n>",
        "fresh ones to average over, each candidate",
        (text) => parseCount("--evaluations", text, 2),
        1000,
      )
      .addOption(
        new Option("--estimator <name>", "which network learns")
          .choices(Object.keys(densities))
          .default("flows"),
      ),
  );
  if (loaded === undefined) return;
  // There are no data yet, so nothing to say of a recording.
  const { recording: _, ...entry } = loaded.entry;
  addPluginFlags(command, entry);
  command
    .addHelpText("after", () => `\n${entryHelp(entry)}`)
    .action((_reference: string, flags: DesignFlags) => design(loaded, { flags, argv, io }));
}

async function design(
  loaded: LoadedEntry,
  {
    flags,
    argv,
    io,
  }: { readonly flags: DesignFlags; readonly argv: readonly string[]; readonly io: Io },
): Promise<void> {
  const { entry } = loaded;
  const candidates = readCandidates(flags.candidates, entry, io.cwd).map((candidate) =>
    planned(candidate, loaded, { flags, io }),
  );
  const known = await readBelief(entry, flags, io.cwd);
  const { seed, simulations, evaluations, estimator } = flags;
  const configuration = { simulations, evaluations, estimator };
  const out = flags.out ?? defaultFolder(`${loaded.plugin.name}-design`, new Date());
  const folder = openRunFolder(out, io.cwd);
  const bar = progress(io);
  try {
    const assessed = await uninterrupted(io, "nothing is kept", () =>
      assessCandidates(known, candidates, {
        ...configuration,
        seed,
        signal: io.signal,
        onProgress: bar.show,
      }).finally(bar.stop),
    );
    const about = { command: argv, seed, belief: known.words, configuration };
    const record = designRecord(assessed, about, entry);
    folder.write(runFiles.design, formatJson(record));
    folder.write(runFiles.report, designReport(designReportOf(record, entry)));
    folder.commit();
    tell(record, { out, json: flags.json, io });
  } catch (error) {
    folder.discard();
    throw error;
  }
}

/** With its own options in place of those that all candidates have. */
function planned(
  candidate: Candidate,
  { entry, ...rest }: LoadedEntry,
  { flags, io }: { readonly flags: DesignFlags; readonly io: Io },
): PlannedCandidate {
  const own = Object.fromEntries(
    pluginOptions(entry)
      .filter(({ name }) => name in candidate.values)
      .map((spec) => [toFlag(spec).attributeName(), candidate.values[spec.name]]),
  );
  return { ...candidate, setup: setUp({ entry, ...rest }, { ...flags, ...own }, io) };
}

function tell(
  { ranking, verdict, belief, seed }: DesignRecord,
  { out, json, io }: { readonly out: string; readonly json: true | undefined; readonly io: Io },
): void {
  for (const { name, warnings } of ranking)
    for (const warning of warnings) warn(io, `${name}: ${warning}`);
  if (json) return printLine(io, JSON.stringify({ belief, seed, ranking, verdict, out }));
  const rows = ranking.map(({ name, information, standardError, failed }) => [
    name,
    `${information?.toFixed(2) ?? "–"} ± ${standardError?.toFixed(2) ?? "–"} nats`,
    failed === 0 ? "" : `${(100 * failed).toPrecision(2)} % without output`,
  ]);
  return printLine(
    io,
    [verdict.sentence, textTable(rows), `${out}: see ${out}/report.html`].join("\n"),
  );
}
