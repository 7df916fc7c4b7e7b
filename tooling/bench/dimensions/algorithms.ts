/** What is measured in many dimensions; everything not named here is the default of the code that runs. */
import { maf } from "@retrodict/maf";
import { snpe, tsnpe, type SnpeFit } from "@retrodict/snpe";
import type {
  ConditionalDensityEstimator,
  Distribution,
  EstimatorFactory,
  InferenceAlgorithm,
} from "@retrodict/spec";

interface Algorithm {
  readonly rounds: number;
  create(prior: Distribution): InferenceAlgorithm<SnpeFit>;
}

/** Twice as many hidden units as parameters, where those are more than by default. */
const wide: EstimatorFactory<ConditionalDensityEstimator> = (shape) =>
  maf({ hidden: Math.max(50, 2 * shape.targetDim) })(shape);

export const algorithms = {
  npe: { rounds: 1, create: (prior) => snpe({ prior }) },
  "npe-maf": { rounds: 1, create: (prior) => snpe({ prior, estimator: maf() }) },
  "npe-maf-wide": { rounds: 1, create: (prior) => snpe({ prior, estimator: wide }) },
  "tsnpe-maf": { rounds: 2, create: (prior) => tsnpe({ prior, estimator: maf() }) },
  "tsnpe-maf-tenth": {
    rounds: 2,
    create: (prior) => tsnpe({ prior, estimator: maf(), epsilon: 0.1 }),
  },
} as const satisfies Readonly<Record<string, Algorithm>>;

export type AlgorithmName = keyof typeof algorithms;
