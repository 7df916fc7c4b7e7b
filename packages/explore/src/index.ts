export {
  maximumAPosteriori,
  type MaximumAPosteriori,
  type MaximumAPosterioriOptions,
  type Mode,
} from "./map/maximum-a-posteriori.ts";
export type { ExploredDensity, ExploredPosterior, Verdict } from "./types.ts";
export {
  highProbabilityPath,
  type HighProbabilityPath,
  type HighProbabilityPathOptions,
} from "./path/high-probability-path.ts";
export {
  publishedPath,
  type PublishedPath,
  type PublishedPathOptions,
} from "./path/published-path.ts";
export {
  conditionalCorrelation,
  type ConditionalCorrelationOptions,
} from "./conditional/conditional-correlation.ts";
export {
  conditionalDensity,
  type ConditionalDensity,
  type ConditionalDensityOptions,
} from "./conditional/conditional-density.ts";
export type { Named } from "./names.ts";
export {
  activeSubspace,
  type ActiveSubspace,
  type ActiveSubspaceOptions,
  type DifferentiableScalar,
} from "./sensitivity/active-subspace.ts";
export {
  regressionNetwork,
  type RegressionNetwork,
  type RegressionNetworkOptions,
} from "./sensitivity/regression-network.ts";
export {
  regressionSensitivity,
  type RegressionSensitivity,
  type RegressionSensitivityOptions,
} from "./sensitivity/regression-sensitivity.ts";
export type { ScaleOptions } from "./sensitivity/scale.ts";
