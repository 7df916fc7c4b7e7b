/**
 * All that can be checked about the posterior of a finished run: whether posteriors of its fit are calibrated, whether
 * the observation is among what the prior predicts, and whether the posterior predicts the observation.
 */
import {
  calibrationTrials,
  recovery,
  type CalibrationCurve,
  type CalibrationTrials,
  type Recovery,
} from "@retrodict/diagnostics";
import { firstRows, row } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { CurveRecord, DiagnosticsRecord, RecoveryRecord } from "./diagnostics-file.ts";
import { fail } from "./fail.ts";
import { calibrationChecks, localCheck, observationChecks } from "./posterior-checks.ts";
import { posteriorUnderTest, type PosteriorUnderTest } from "./posterior-under-test.ts";
import type { RestoredRun } from "./restored-run.ts";
import { simulateAgain } from "./simulate-again.ts";

export interface DiagnoseOptions {
  readonly trials: number;
  readonly draws: number;
  readonly seed: number;
  /** How many times as many draws to make as are ranked, where draws depend on each other. */
  readonly oversample: number;
  readonly signal: AbortSignal;
  onProgress(phase: string, done: number, total: number): void;
}

/** Simulates, samples and checks. What it throws or gives once `signal` has aborted means nothing. */
export async function diagnoseRun(
  run: RestoredRun,
  options: DiagnoseOptions,
): Promise<DiagnosticsRecord> {
  const { seed, draws, trials: asked } = options;
  const { parameters } = run.record;
  const rng = stream(seed).fork("diagnose");
  const tested = posteriorUnderTest(run);
  const simulated = await simulateAgain(rng.fork("simulations"), run, options);
  const { theta, x } = simulated[tested.scope];
  const pairs = finiteRows(firstRows(theta, asked), firstRows(x, asked));
  if (pairs.x.rows < 2)
    fail(
      "numeric",
      `only ${pairs.x.rows} of ${asked} simulations have all features; raise --trials`,
    );
  const trials = await calibrationTrials(rng.fork("trials"), tested.of, pairs, {
    draws,
    oversample: tested.scope === "prior" ? options.oversample : 1,
    parameters,
    keepDraws: true,
    signal: options.signal,
    onProgress: (done, total) => options.onProgress("posteriors", done, total),
  });
  const recovered = recovery(trials, {
    parameters,
    ...(tested.scope === "prior" && { prior: run.prior.sample(rng.fork("prior"), PRIOR_DRAWS) }),
  });
  const evidence = { run, tested, trials, recovered, simulated };
  const calibration = calibrationChecks(rng.fork("calibration"), evidence);
  const local = await localCheck(rng.fork("local"), evidence, options);
  const observation = observationChecks(evidence);
  return {
    format: "retrodict-diagnostics",
    formatVersion: 1,
    seed,
    scope: tested.scope,
    trials: { asked, used: trials.rows.length, failed: asked - trials.rows.length },
    draws,
    note: noteOf(run, tested, trials),
    checks: [...calibration.checks, local, ...observation.checks],
    ranks: Array.from({ length: trials.ranks.rows }, (_, i) => Array.from(row(trials.ranks, i))),
    coverage: calibration.curves.map(curveRecord),
    recovery: recovered.parameters.map(recoveryRecord),
    features: observation.features.map(({ name, tail, adjusted }) => ({ name, tail, adjusted })),
  };
}

/** They give the prior's standard deviation to 0.5 %. */
const PRIOR_DRAWS = 20_000;

function noteOf(
  { record, rounds }: RestoredRun,
  { scope }: PosteriorUnderTest,
  { rows, draws, failures, warnings }: CalibrationTrials,
): string {
  const lost =
    failures.length === 0
      ? ""
      : ` ${failures.length} more had no posterior: ${failures[0].message}.`;
  const made =
    scope === "prior"
      ? `${rows.length} data sets were simulated with parameters from the prior, and the posterior of each was sampled ${draws} times.`
      : `The run learned in ${rounds} rounds, so its posterior holds near ${record.inference.observed.source} only and is judged there: ${rows.length} data sets were simulated with parameters from that posterior, and ${draws} draws made given each, weighted as if it were the prior.`;
  return [`${made}${lost}`, ...warnings].join(" ");
}

const curveRecord = ({ name, levels, observed, lower, upper }: CalibrationCurve): CurveRecord => ({
  name,
  levels: short(levels),
  observed: short(observed),
  lower: short(lower),
  upper: short(upper),
});

function recoveryRecord({
  name,
  correlation,
  error,
  contraction,
  coverage,
  zScore,
  trials,
}: Recovery["parameters"][number]): RecoveryRecord {
  const { truth, median, lower, upper } = trials;
  return {
    name,
    correlation,
    error,
    contraction,
    coverage,
    zScore,
    truth: short(truth),
    median: short(median),
    lower: short(lower),
    upper: short(upper),
  };
}

/** Six digits, finer than any plot shows. */
const short = (values: Float64Array): readonly number[] =>
  Array.from(values, (value) => Number(value.toPrecision(6)));
