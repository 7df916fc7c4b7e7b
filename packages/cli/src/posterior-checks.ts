/** The checks of a posterior that apply to a run, each with a title and its verdict. */
import {
  dataAveragedPosterior,
  expectedCoverage,
  localC2st,
  misspecification,
  nearestReferences,
  predictiveCheck,
  simulationBasedCalibration,
  tarp,
  type CalibrationCurve,
  type CalibrationTrials,
  type FeatureRank,
  type Recovery,
  type Verdict,
} from "@retrodict/diagnostics";
import type { Rng } from "@retrodict/spec";
import type { DiagnoseOptions } from "./diagnose-run.ts";
import type { CheckRecord } from "./diagnostics-file.ts";
import type { PosteriorUnderTest } from "./posterior-under-test.ts";
import type { RestoredRun } from "./restored-run.ts";
import type { SimulatedAgain } from "./simulate-again.ts";

/** What the checks look at. */
export interface Evidence {
  readonly run: RestoredRun;
  readonly tested: PosteriorUnderTest;
  readonly trials: CalibrationTrials;
  readonly recovered: Recovery;
  readonly simulated: SimulatedAgain;
}

/** The checks, and the curves of coverage among them. */
export interface CalibrationChecks {
  readonly checks: readonly CheckRecord[];
  readonly curves: readonly CalibrationCurve[];
}

/** Draws at the observation that the local test looks at. */
const LOCAL_DRAWS = 1000;

/** How often posteriors hold what they claim, over all trials. */
export function calibrationChecks(rng: Rng, evidence: Evidence): CalibrationChecks {
  const { trials, tested, recovered, run } = evidence;
  const references = run.past && nearestReferences(run.past, trials.x);
  const ranks = simulationBasedCalibration(trials);
  const coverage = trials.densityRanks && expectedCoverage(trials);
  const around = tarp(rng.fork("tarp"), trials, references && { references });
  const average =
    tested.scope === "prior" ? dataAveragedPosterior(rng.fork("average"), trials) : undefined;
  const checks = [
    checkOf("sbc", "Ranks of the true parameters", ranks),
    ...(coverage
      ? [checkOf("coverage", "Regions of highest density", { ...coverage.curve, ...coverage })]
      : []),
    checkOf("tarp", "Balls around reference points", { ...around.curve, ...around }),
    ...(average ? [checkOf("average", "Average over the data", average)] : []),
    checkOf("recovery", "Recovery of parameters", recovered),
  ];
  return { checks, curves: [...(coverage ? [coverage.curve] : []), around.curve] };
}

/** Whether a classifier tells truths from draws at the observation. */
export async function localCheck(
  rng: Rng,
  { trials, tested, run }: Evidence,
  { signal, onProgress }: DiagnoseOptions,
): Promise<CheckRecord> {
  const title = "The posterior given this observation";
  const { samples, warnings } = await tested
    .of(run.observed)
    .sample(rng.fork("draws"), LOCAL_DRAWS, { signal });
  if (samples.rows === 0)
    return {
      name: "local",
      title,
      outcome: "unclear",
      sentence: `It could not be sampled: ${warnings.join(" ")}`,
      pValue: 1,
    };
  const test = await localC2st(rng.fork("classifiers"), trials, {
    signal,
    onProgress: (done, total) => onProgress("classifiers", done, total),
  });
  return checkOf("local", title, test.at(run.observed, samples));
}

/** Where the observation lies among simulations. */
export function observationChecks({ run, simulated }: Evidence): {
  readonly checks: readonly CheckRecord[];
  readonly features: readonly FeatureRank[];
} {
  const { observed, record } = run;
  const among = { observed, features: record.features };
  const prior = misspecification({ ...among, simulated: simulated.prior.x });
  const posterior = predictiveCheck({ ...among, simulated: simulated.observation.x });
  return {
    checks: [
      checkOf("misspecification", "The observation under the prior", prior),
      checkOf("predictive", "The observation under the posterior", posterior),
    ],
    features: posterior.features,
  };
}

const checkOf = (
  name: string,
  title: string,
  { pValue, verdict }: { readonly pValue: number; readonly verdict: Verdict },
): CheckRecord => ({ name, title, ...verdict, pValue });
