export { c2st } from "./c2st/c2st.ts";
export type { C2st, C2stOptions, ClassifierTwoSampleTest } from "./c2st/types.ts";
export {
  calibrationTrials,
  type CalibrationTrialsOptions,
  type PosteriorOf,
} from "./calibration/calibration-trials.ts";
export {
  dataAveragedPosterior,
  type DataAveragedPosterior,
} from "./calibration/data-averaged-posterior.ts";
export { expectedCoverage, type CoverageResult } from "./calibration/expected-coverage.ts";
export {
  localC2st,
  type LocalC2st,
  type LocalC2stOptions,
  type LocalC2stResult,
} from "./calibration/local-c2st.ts";
export { nearestReferences } from "./calibration/nearest-references.ts";
export type { TestQuantity } from "./calibration/run-trial.ts";
export {
  simulationBasedCalibration,
  type SimulationBasedCalibration,
} from "./calibration/simulation-based-calibration.ts";
export { tarp, type TarpOptions, type TarpResult } from "./calibration/tarp.ts";
export type {
  CalibrationCurve,
  CalibrationTrials,
  JudgeOptions,
  TrialFailure,
  TrialPosterior,
  TruthsAndData,
} from "./calibration/types.ts";
export { mmd, type Mmd, type MmdOptions } from "./two-sample/mmd.ts";
export { mmdTest, type MmdTest, type MmdTestOptions } from "./two-sample/mmd-test.ts";
export {
  slicedWasserstein,
  type SlicedWasserstein,
  type SlicedWassersteinOptions,
} from "./two-sample/sliced-wasserstein.ts";
export type { AmongSimulations, FeatureRank } from "./predictive/feature-ranks.ts";
export {
  importanceCheck,
  type CorrectedMoments,
  type ImportanceCheck,
  type Moments,
} from "./predictive/importance-check.ts";
export { misspecification, type Misspecification } from "./predictive/misspecification.ts";
export { predictiveCheck, type PredictiveCheck } from "./predictive/predictive-check.ts";
export { rankDensity } from "./predictive/rank-density.ts";
export type { TrialEstimates } from "./predictive/recover-trials.ts";
export {
  recovery,
  type ParameterRecovery,
  type Recovery,
  type RecoveryOptions,
} from "./predictive/recovery.ts";
export { reweightedPosterior, type PriorChange } from "./predictive/reweighted-posterior.ts";
export type { Verdict } from "./types.ts";
