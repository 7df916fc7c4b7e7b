import type { Inference } from "retrodict";
import { report } from "@retrodict/plot";
import { algorithms } from "./algorithms.ts";
import { summarizeFailures } from "./failure-summary.ts";
import type { Plan } from "./inference.ts";
import { formatFit } from "./posterior-file.ts";
import type { Predictions } from "./predict.ts";
import { readReport } from "./read-run.ts";
import { formatMatrix, formatTraces, runFiles } from "./run-files.ts";
import type { RunFolder } from "./run-folder.ts";
import { formatRecord, recordBase, type InferenceRecord, type RoundRecord } from "./run-record.ts";

/** All there is to write of an `infer` run. */
export interface FinishedRun {
  readonly plan: Plan;
  readonly inference: Inference;
  readonly predictions: Predictions;
  readonly warnings: readonly string[];
  readonly totalSeconds: number;
}

/** Writes every file of a run, the report last: it is drawn from the others. */
export function writeRun(folder: RunFolder, run: FinishedRun): void {
  const { plan, inference, predictions, warnings, totalSeconds } = run;
  const { setup, method, invocation } = plan;
  const { draws, fit, failures, timings } = inference;
  const { statistics, traces } = predictions;
  folder.write(runFiles.samples, formatMatrix(setup.parameters, draws.samples));
  folder.write(runFiles.statistics, formatMatrix(setup.fields, statistics));
  if (traces !== undefined) folder.write(runFiles.traces, formatTraces(traces));
  const { configuration, citations, ...rest } = recordBase(invocation, setup);
  const { rounds } = invocation.flags;
  const base = {
    ...rest,
    citations: [...citations, ...method.citations],
    configuration: { ...configuration, rounds, ...method.names },
  };
  const { file } = algorithms[method.names.algorithm];
  if (file !== undefined) folder.write(runFiles.posterior, formatFit(file, fit, base));
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

function inferenceRecord({ plan, inference, predictions }: FinishedRun): InferenceRecord {
  const { experiment } = plan.setup;
  const { draws, fit, records, misspecification } = inference;
  const { traces } = predictions;
  return {
    observed: {
      source: experiment.source!,
      values: Array.from(plan.observed),
      ...(experiment.truth && { truth: Array.from(experiment.truth) }),
    },
    samples: draws.samples.rows,
    excludedRows: fit.excludedRows,
    diagnostics: draws.diagnostics,
    ...(misspecification && {
      misspecification: { ...misspecification.verdict, pValue: misspecification.pValue },
    }),
    ...(fit.history && { training: fit.history }),
    rounds: records.map(roundRecord),
    ...(traces && {
      trace: {
        output: traces.output,
        ...(traces.stimulus && { stimulus: traces.stimulus.field }),
      },
    }),
  };
}

function roundRecord(record: Inference["records"][number]): RoundRecord {
  const { round, failures, proposed, fit, simulateSeconds, proposeSeconds, trainSeconds } = record;
  const { history } = fit ?? {};
  return {
    simulations: round.theta.rows,
    failures: failures.length,
    proposal: proposed,
    ...(history && {
      training: {
        train: history.train,
        validation: history.validation,
        bestEpoch: history.bestEpoch,
        bestValidation: history.bestValidation,
      },
    }),
    seconds: proposeSeconds + simulateSeconds + trainSeconds,
  };
}

/** The figures of a run that `--json` prints as one line. */
export function resultLine(out: string, { plan, inference }: FinishedRun): string {
  const { timings, fit, draws, records, failures } = inference;
  const { algorithm } = plan.method.names;
  const { acceptance, rHat, ess } = draws.diagnostics;
  const { history } = fit;
  return JSON.stringify({
    ...timings,
    algorithm,
    rounds: records.length,
    ...(history && { epochs: history.train.length, validationLoss: history.bestValidation }),
    ...(history && algorithm === "snpe" && { logProbHeldOut: -history.bestValidation }),
    simulations: records.reduce((sum, { round }) => sum + round.theta.rows, 0),
    failures: failures.length,
    acceptance,
    rHat,
    ess,
    out,
  });
}
