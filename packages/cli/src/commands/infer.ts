import { Option, type Command } from "commander";
import { infer, type Inference } from "retrodict";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { snpe, type SnpeFit } from "@retrodict/snpe";
import { entryHelp } from "../describe-entry.ts";
import { estimators } from "../estimators.ts";
import { observedFeatures } from "../observed-features.ts";
import { fail } from "../fail.ts";
import { inRunFolder, keeping } from "../in-run-folder.ts";
import { printLine, warn, type Io } from "../io.ts";
import type { LoadedEntry } from "../load-plugin.ts";
import { predict } from "../predict.ts";
import { progress, type Progress } from "../progress.ts";
import { addPluginFlags, addRunFlags, count, type RunFlags } from "../run-flags.ts";
import { defaultFolder } from "../run-folder.ts";
import { setUp, withPool, type Invocation, type Setup } from "../setup.ts";
import { warningsOf } from "../warnings.ts";
import { resultLine, writeRun } from "../write-run.ts";

/** The flags of `infer`. */
export interface InferFlags extends RunFlags {
  readonly samples: number;
  readonly features?: string;
  readonly algorithm: keyof typeof algorithms;
  readonly estimator: keyof typeof estimators;
}

const algorithms = { snpe };

/** `retrodict infer PLUGIN`: from data to posterior draws, a record and a report. */
export function inferCommand(
  program: Command,
  io: Io,
  argv: readonly string[],
  loaded?: LoadedEntry,
): void {
  const command = program
    .command("infer")
    .description("infer a simulator's parameters from data")
    .argument("<plugin>", "PLUGIN[#SIMULATOR]");
  addRunFlags(command)
    .option("--samples <n>", "posterior draws", count("--samples"), 10_000)
    .option("--features <list|count>", "condition on these features, or on the first so many")
    .addOption(choice("algorithm", "how to infer", algorithms, "snpe"))
    .addOption(choice("estimator", "which network", estimators, "maf"));
  if (loaded === undefined) return;
  addPluginFlags(command, loaded.entry);
  command
    .addHelpText("after", () => `\n${entryHelp(loaded.entry)}`)
    .action((reference: string, flags: InferFlags) =>
      inferRun({ loaded, reference, argv, flags }, io),
    );
}

const choice = (name: string, help: string, from: object, fallback: string) =>
  new Option(`--${name} <name>`, help).choices(Object.keys(from)).default(fallback);

async function inferRun(invocation: Invocation<InferFlags>, io: Io): Promise<void> {
  const { loaded, flags } = invocation;
  const setup = setUp(loaded, flags, io);
  if (setup.experiment.source === undefined)
    fail("argument", "infer: there are no data; pass --observed FILE or --observation NAME");
  const observed = observedFeatures(loaded.entry, setup.experiment, setup.features);
  const out = flags.out ?? defaultFolder(loaded.plugin.name, new Date());
  const bar = progress(io);
  const run = await inRunFolder(out, io, setup, async (folder, keep) => {
    const started = performance.now();
    const inference = await withPool(setup, "summary", (pool) =>
      infer(keeping(pool, keep), observed, inferOptions(setup, flags, io, bar)),
    ).finally(bar.stop);
    const { samples } = inference.draws;
    const warnings = warningsFor(setup, observed, inference, flags.samples);
    for (const warning of warnings) warn(io, warning);
    if (samples.rows === 0)
      fail(
        "numeric",
        "no draw of the estimated posterior lies inside the prior; simulate more, widen the prior, or check the data",
      );
    const predictions = await predict(setup, stream(flags.seed).fork("predict"), samples, {
      signal: io.signal,
      onProgress: (done, total) => bar.show("predict", done, total),
    }).finally(bar.stop);
    const totalSeconds = (performance.now() - started) / 1000;
    if (!io.signal.aborted)
      writeRun(folder, { invocation, setup, inference, predictions, warnings, totalSeconds });
    return { inference };
  });
  printLine(
    io,
    flags.json
      ? resultLine(out, run)
      : `${out}: ${run.inference.draws.samples.rows} posterior draws, see ${out}/report.html`,
  );
}

function inferOptions(setup: Setup, flags: InferFlags, io: Io, bar: Progress) {
  return {
    prior: priorFrom(setup.parameters),
    simulations: flags.simulations,
    samples: flags.samples,
    seed: flags.seed,
    algorithm: algorithms[flags.algorithm],
    estimator: estimators[flags.estimator](),
    signal: io.signal,
    onProgress: bar.show,
  };
}

function warningsFor(
  { parameters, fields }: Setup,
  observed: Float64Array,
  { round, failures, draws, fit }: Inference<SnpeFit>,
  samplesAsked: number,
): readonly string[] {
  const { theta, x } = round;
  return warningsOf({
    simulations: theta.rows,
    failures: failures.length,
    parameters,
    fields,
    x,
    observed,
    samples: draws.samples,
    samplesAsked,
    leakage: 1 - draws.diagnostics.acceptance,
    trained: fit.history.bestEpoch >= 0,
  });
}
