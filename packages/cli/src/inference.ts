/** What `infer` and `resume` do: check everything first, then run it in a folder. */
import { join } from "node:path";
import { infer } from "retrodict";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { keptSimulations, type RoundStore } from "@retrodict/rounds";
import { folderStore } from "@retrodict/rounds/folder";
import type { DifferentiableDistribution } from "@retrodict/spec";
import type { InferFlags } from "./commands/infer.ts";
import { fail } from "./fail.ts";
import { inRunFolder } from "./in-run-folder.ts";
import { printLine, warn, type Io } from "./io.ts";
import { assertRounds, chooseMethod, type Method } from "./method.ts";
import { observedFeatures } from "./observed-features.ts";
import { predict } from "./predict.ts";
import { progress, type Progress } from "./progress.ts";
import { runFiles } from "./run-files.ts";
import type { RunFolder } from "./run-folder.ts";
import { setUp, withPool, type Invocation, type Setup } from "./setup.ts";
import { findingsOf, warningsOf } from "./warnings.ts";
import { resultLine, writeRun, type FinishedRun } from "./write-run.ts";

/** A run, every flag and the data checked. */
export interface Plan {
  readonly invocation: Invocation<InferFlags>;
  readonly setup: Setup;
  readonly observed: Float64Array;
  readonly prior: DifferentiableDistribution;
  readonly method: Method;
}

/** Reads the data and checks what was asked for, before anything is run or written. */
export function planInference(invocation: Invocation<InferFlags>, io: Io): Plan {
  const { loaded, flags } = invocation;
  assertRounds(flags);
  const setup = setUp(loaded, flags, io);
  if (setup.experiment.source === undefined)
    fail("argument", "infer: there are no data; pass --observed FILE or --observation NAME");
  const prior = priorFrom(setup);
  return {
    invocation,
    setup,
    observed: observedFeatures(loaded.entry, setup.experiment, setup.features),
    prior,
    method: chooseMethod(flags, prior),
  };
}

/** Runs a plan, or what is left of it, in its folder, and says where the result is. */
export async function runInference(plan: Plan, folder: RunFolder, io: Io): Promise<void> {
  const { flags } = plan.invocation;
  const store = folderStore(join(folder.partial, runFiles.rounds));
  const bar = progress(io);
  const run = await inRunFolder(
    folder,
    io,
    () => inferInto(folder, plan, { store, bar, io }).finally(bar.stop),
    async (end) => {
      const kept = await keptOf(store, folder, flags);
      // What failed would fail again, unless it was the machine.
      return kept && end === "interrupted"
        ? `${kept}; go on with retrodict resume ${folder.name}`
        : kept;
    },
  );
  const { rows } = run.inference.draws.samples;
  printLine(
    io,
    flags.json
      ? resultLine(folder.name, run)
      : `${folder.name}: ${rows} posterior draws, see ${folder.name}/report.html`,
  );
}

async function inferInto(
  folder: RunFolder,
  plan: Plan,
  { store, bar, io }: { readonly store: RoundStore; readonly bar: Progress; readonly io: Io },
): Promise<FinishedRun> {
  const { setup, observed, prior, method } = plan;
  const { simulations, rounds, samples, seed } = plan.invocation.flags;
  const { signal } = io;
  const started = performance.now();
  const inference = await withPool(setup, "summary", (pool) =>
    infer(pool, observed, {
      prior,
      algorithm: () => method.algorithm,
      simulations,
      rounds,
      samples,
      seed,
      store,
      signal,
      onProgress: bar.show,
    }),
  );
  bar.stop();
  const { draws } = inference;
  const warnings = warningsOf(findingsOf(plan, inference));
  for (const warning of warnings) warn(io, warning);
  if (draws.samples.rows === 0)
    fail(
      "numeric",
      "no draw of the estimated posterior lies inside the prior; simulate more, widen the prior, or check the data",
    );
  const predictions = await predict(setup, stream(seed).fork("predict"), draws.samples, {
    signal,
    onProgress: (done, total) => bar.show("predict", done, total),
  });
  const totalSeconds = (performance.now() - started) / 1000;
  const run = { plan, inference, predictions, warnings, totalSeconds };
  if (!signal.aborted) writeRun(folder, run);
  return run;
}

/** What is left of a run that did not end, in words; undefined where no simulation has an output. */
async function keptOf(
  store: RoundStore,
  { name }: RunFolder,
  flags: InferFlags,
): Promise<string | undefined> {
  const { simulations, failures } = await keptSimulations(store);
  const asked = flags.rounds * Math.floor(flags.simulations / flags.rounds);
  return simulations === failures
    ? undefined
    : `${simulations} of ${asked} simulations are kept in ${name}.partial`;
}
