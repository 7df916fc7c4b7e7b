import type { Inference } from "retrodict";
import { report } from "@retrodict/plot";
import type { SnpeFit } from "@retrodict/snpe";
import { summarizeFailures } from "./failure-summary.ts";
import type { InferFlags } from "./commands/infer.ts";
import { formatPosterior } from "./posterior-file.ts";
import type { Predictions } from "./predict.ts";
import { readReport } from "./read-run.ts";
import { formatMatrix, formatTraces, runFiles } from "./run-files.ts";
import type { RunFolder } from "./run-folder.ts";
import { formatRecord, recordBase, type InferenceRecord } from "./run-record.ts";
import type { Invocation, Setup } from "./setup.ts";

/** All there is to write of an `infer` run. */
export interface FinishedRun {
  readonly invocation: Invocation<InferFlags>;
  readonly setup: Setup;
  readonly inference: Inference<SnpeFit>;
  readonly predictions: Predictions;
  readonly warnings: readonly string[];
  readonly totalSeconds: number;
}

/** Writes every file of a run, the report last: it is drawn from the others. */
export function writeRun(folder: RunFolder, run: FinishedRun): void {
  const { invocation, setup, inference, predictions, warnings, totalSeconds } = run;
  const { draws, fit, failures, timings } = inference;
  const { statistics, traces } = predictions;
  folder.write(runFiles.samples, formatMatrix(setup.parameters, draws.samples));
  folder.write(runFiles.statistics, formatMatrix(setup.fields, statistics));
  if (traces !== undefined) folder.write(runFiles.traces, formatTraces(traces));
  const { configuration, ...rest } = recordBase(invocation, setup);
  const { algorithm, estimator } = invocation.flags;
  const base = { ...rest, configuration: { ...configuration, algorithm, estimator } };
  folder.write(runFiles.posterior, formatPosterior(fit, base));
  folder.write(
    runFiles.record,
    formatRecord({
      ...base,
      failures: summarizeFailures(failures),
      timings: { ...timings, totalSeconds },
      warnings,
      inference: inferenceRecord(run),
    }),
  );
  folder.write(runFiles.report, report(readReport(folder.partial, folder.name)));
}

function inferenceRecord({ setup, inference, predictions }: FinishedRun): InferenceRecord {
  const { experiment } = setup;
  const { draws, fit, posterior } = inference;
  const { traces } = predictions;
  return {
    observed: {
      source: experiment.source!,
      values: Array.from(posterior.observed),
      ...(experiment.truth && { truth: Array.from(experiment.truth) }),
    },
    samples: draws.samples.rows,
    excludedRows: fit.excludedRows,
    diagnostics: draws.diagnostics,
    training: fit.history,
    ...(traces && {
      trace: {
        output: traces.output,
        ...(traces.stimulus && { stimulus: traces.stimulus.field }),
      },
    }),
  };
}

/** The figures of a run that `--json` prints as one line. */
export function resultLine(out: string, { inference }: Pick<FinishedRun, "inference">): string {
  const { timings, fit, draws, round, failures } = inference;
  const { history } = fit;
  return JSON.stringify({
    ...timings,
    epochs: history.train.length,
    logProbHeldOut: -history.bestValidation,
    simulations: round.theta.rows,
    failures: failures.length,
    acceptance: draws.diagnostics.acceptance,
    out,
  });
}
