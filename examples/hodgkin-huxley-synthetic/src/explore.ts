/** What the posterior tells of the neuron: its modes, a way between two unlike neurons, what makes up for what, and what matters. */
import {
  activeSubspace,
  conditionalCorrelation,
  highProbabilityPath,
  maximumAPosteriori,
  observationDistance,
  regressionNetwork,
  regressionSensitivity,
  simulateAlong,
  tolerance,
  type ActiveSubspace,
  type ExploredPosterior,
  type HighProbabilityPath,
  type MaximumAPosteriori,
  type RegressionSensitivity,
  type SimulatedPath,
  type Tolerance,
} from "@retrodict/explore";
import {
  column,
  configuredSimulator,
  correlation,
  firstRows,
  inProcess,
  type FieldSpec,
  type Matrix,
  type Rng,
} from "retrodict";
import { distantNeurons } from "./distant-neurons.ts";
import { neuron, observedNeuron, prior } from "./neuron.ts";

export interface ExploreOptions {
  /** Neurons drawn from the posterior and simulated, and as many from the prior. */
  readonly draws: number;
  /** Of these, those that parameters are fixed to, one after another, for conditional correlations. */
  readonly conditions: number;
  /** Simulations of each of the `points` of the path. */
  readonly repeats: number;
  readonly points: number;
}

export interface FeatureDependence {
  readonly feature: FieldSpec;
  readonly plane: RegressionSensitivity;
  readonly subspace: ActiveSubspace;
  /** Share of the feature's variance that the network behind `subspace` explains. */
  readonly explained: number;
}

export interface Exploration {
  readonly map: MaximumAPosteriori;
  readonly path: HighProbabilityPath;
  readonly along: SimulatedPath;
  /** Share of neurons of the prior as near to the observation as 95 % of those of the posterior. */
  readonly nearByChance: number;
  readonly marginal: Matrix;
  readonly conditional: Matrix;
  readonly features: readonly FeatureDependence[];
  /** What each parameter may be while all others are the true ones. */
  readonly tolerance: Tolerance;
}

/** Features whose dependence on the parameters is looked at. */
const looked = new Set(["spike_count", "rest_mean"]);

export async function explore(
  rng: Rng,
  posterior: ExploredPosterior,
  { draws, conditions, points, repeats }: ExploreOptions,
): Promise<Exploration> {
  const { parameters } = neuron.info;
  const simulator = inProcess(configuredSimulator(neuron));
  const { samples: theta } = await posterior.sample(rng.fork("draws"), draws);
  const { x } = await simulator.simulateBatch(rng.fork("predict"), theta);
  const observed = observedNeuron();
  const near = observationDistance(x, observed.x);
  const [a, b] = distantNeurons(theta, near.distance(x));
  const anything = await simulator.simulateBatch(
    rng.fork("anything"),
    prior.sample(rng.fork("prior"), draws),
  );
  const byChance = near.distance(anything.x).filter((distance) => distance <= near.reach);
  const map = await maximumAPosteriori(rng.fork("map"), posterior);
  const path = await highProbabilityPath(rng.fork("path"), posterior, a, b, { points });
  const along = await simulateAlong(rng.fork("along"), simulator, path.points, near, { repeats });
  const features: FeatureDependence[] = [];
  for (const [j, feature] of neuron.summary!().features.entries()) {
    if (!looked.has(feature.name)) continue;
    features.push(await dependence(rng.fork(feature.name), theta, feature, column(x, j)));
  }
  return {
    map,
    path,
    along,
    nearByChance: byChance.length / draws,
    marginal: correlation(theta),
    conditional: await conditionalCorrelation(posterior, firstRows(theta, conditions)),
    features,
    tolerance: await tolerance(rng.fork("tolerance"), posterior, observed.theta, { parameters }),
  };
}

async function dependence(
  rng: Rng,
  theta: Matrix,
  feature: FieldSpec,
  values: Float64Array,
): Promise<FeatureDependence> {
  const { parameters } = neuron.info;
  const plane = regressionSensitivity(rng.fork("plane"), theta, values, { parameters });
  const network = await regressionNetwork(rng.fork("network"), theta, values);
  const subspace = activeSubspace(rng.fork("subspace"), network, theta, { parameters });
  return { feature, plane, subspace, explained: network.rSquared };
}
