import { assert } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
  EstimatorShape,
  Matrix,
  Rng,
} from "@retrodict/spec";

/** Of the standard normal in so many dimensions. */
export interface StandardNormalConfig extends EstimatorConfig, EstimatorShape {
  readonly kind: "standard-normal";
}

/**
 * The standard normal, whatever the context: without weights, so there is nothing to train. Algorithms have estimators
 * learn what a regression leaves, in units of its spread, so this is the linear Gaussian fit: far wider than what a
 * flow has learned.
 */
export const standardNormal: EstimatorFactory<ConditionalDensityEstimator> = (shape) =>
  standardNormalFromConfig({ kind: "standard-normal", ...shape });

/** The estimator whose `config` this is. */
export function standardNormalFromConfig(config: EstimatorConfig): ConditionalDensityEstimator {
  assertStandardNormalConfig(config);
  const { targetDim, contextDim } = config;
  const constant = -(targetDim / 2) * Math.log(2 * Math.PI);
  const logDensity = ({ rows, data }: Matrix): Float64Array => {
    const log = new Float64Array(rows).fill(constant);
    data.forEach((value, at) => (log[Math.floor(at / targetDim)] -= value ** 2 / 2));
    return log;
  };
  const distribution = Object.freeze({
    dim: targetDim,
    support: {
      lower: new Float64Array(targetDim).fill(-Infinity),
      upper: new Float64Array(targetDim).fill(Infinity),
    },
    sample(rng: Rng, n: number) {
      const draws = matrix(n, targetDim);
      for (let i = 0; i < draws.data.length; i++) draws.data[i] = rng.normal();
      return draws;
    },
    logDensity,
  });
  return Object.freeze<ConditionalDensityEstimator>({
    estimates: "log-density",
    shape: { targetDim, contextDim },
    config: Object.freeze({ ...config }),
    recipe: { module: import.meta.url, name: "standardNormalFromConfig", args: [config] },
    paramCount: 0,
    init: () => new Float32Array(0),
    score: (_params, target) => logDensity(target),
    scoreVjp: (_params, target) => ({
      score: logDensity(target),
      pullback(cotangent, into) {
        const by = into.target?.data;
        target.data.forEach((value, at) => {
          if (by) by[at] -= cotangent[Math.floor(at / targetDim)] * value;
        });
      },
    }),
    condition: () => distribution,
  });
}

function assertStandardNormalConfig(
  config: EstimatorConfig,
): asserts config is StandardNormalConfig {
  const { kind, targetDim, contextDim } = config;
  assert(
    kind === "standard-normal" && [targetDim, contextDim].every(Number.isInteger),
    "argument",
    "flows",
    () =>
      `expected a configuration of kind "standard-normal" with integers targetDim, contextDim, got ${JSON.stringify(config)}; pass the config of such an estimator`,
  );
}
