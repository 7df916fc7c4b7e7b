export { clampToRange, columnRange, countBeyond, type ColumnRange } from "./column-range.ts";
export {
  columnSlopes,
  columnSpace,
  fromColumnSpace,
  logDetToColumnSpace,
  toColumnSpace,
  type ColumnSpace,
  type ColumnSpaceOptions,
} from "./column-space.ts";
export {
  columnsOf,
  contextDim,
  featureSpace,
  outOfRange,
  viewsOf,
  type DataSpace,
  type DataViews,
  type FeatureSpace,
} from "./data-space.ts";
export { densityLoss, type DensityPairs } from "./density-loss.ts";
export { estimatorOf } from "./estimator-of.ts";
export {
  decodeFit,
  encodeFit,
  schemaOf,
  type FitArtifact,
  type FitFormat,
  type SaveOptions,
  type SupportedSpace,
} from "./fit-file.ts";
export { withFindings, type FitFindings } from "./findings.ts";
export { fixedScorer, type FixedScorer } from "./fixed-scorer.ts";
export { observedTrials, type ObservedOptions } from "./observed.ts";
export {
  assertOwnEstimator,
  rebuildEstimator,
  type EstimatorsByKind,
} from "./rebuild-estimator.ts";
export {
  fromResiduals,
  logDetResiduals,
  regression,
  toResiduals,
  type Regression,
} from "./regression.ts";
export { usableSimulations, type UsableOptions, type UsableSimulations } from "./simulations.ts";
export { logDetSlopes, spaceSlopes } from "./space-slopes.ts";
export { structuredSpace, type StructuredSpace } from "./structured-space.ts";
export { fromSpace, logDetToSpace, thetaSpace, toSpace, type ThetaSpace } from "./theta-space.ts";
export {
  repeatEachRow,
  repeatRows,
  trialLikelihood,
  type TrialLikelihood,
  type TrialModel,
} from "./trial-likelihood.ts";
export { validLikelihood, type ValidProbability } from "./valid-likelihood.ts";
