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
export {
  decodeFit,
  encodeFit,
  schemaOf,
  type FitArtifact,
  type FitFormat,
  type SaveOptions,
} from "./fit-file.ts";
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
export { structuredSpace, type StructuredSpace } from "./structured-space.ts";
export { fromSpace, logDetToSpace, thetaSpace, toSpace, type ThetaSpace } from "./theta-space.ts";
