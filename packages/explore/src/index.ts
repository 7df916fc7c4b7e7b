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
export { conditionalPosterior } from "./conditional/conditional-posterior.ts";
export {
  conditionalSamples,
  type ConditionalSamplesOptions,
} from "./conditional/conditional-samples.ts";
export {
  constrained,
  lowestShare,
  type Constrained,
  type ConstrainedSpread,
} from "./constraint/constrained.ts";
export {
  tolerance,
  type ParameterTolerance,
  type Tolerance,
  type ToleranceOptions,
} from "./constraint/tolerance.ts";
export { observationDistance, type ObservationDistance } from "./path/observation-distance.ts";
export {
  simulateAlong,
  type SimulateAlongOptions,
  type SimulatedPath,
} from "./path/simulate-along.ts";
export {
  orthogonalWalk,
  type OrthogonalWalk,
  type OrthogonalWalkOptions,
} from "./perturbation/orthogonal-walk.ts";
export {
  smallestPerturbation,
  type SmallestPerturbation,
  type SmallestPerturbationOptions,
  type Works,
} from "./perturbation/smallest-perturbation.ts";
