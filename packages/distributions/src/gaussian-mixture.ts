import { assert, assertFinite } from "@retrodict/check";
import { fromRows, matrix, row } from "@retrodict/matrix";
import type { DifferentiableDistribution, DistributionConfig, Matrix } from "@retrodict/spec";
import { configured } from "./configured.ts";
import { conditionParts, marginalParts } from "./gaussian-mixture-condition.ts";
import { mixtureDensity, mixtureGradient, mixtureSampler } from "./gaussian-mixture-density.ts";
import { covarianceOf, meanOf } from "./gaussian-mixture-moments.ts";
import {
  partsOf,
  type GaussianMixtureOptions,
  type MixtureParts,
} from "./gaussian-mixture-parts.ts";
import { everywhere } from "./support.ts";

/** A mixture of K Gaussians in D dimensions, and what follows from it exactly. */
export interface GaussianMixture extends DifferentiableDistribution {
  /** K. */
  readonly components: number;
  /** K numbers whose exponentials sum to 1. */
  readonly logWeights: Float64Array;
  /** `K × D`. */
  readonly means: Matrix;
  /** K upper-triangular `D × D` matrices A with positive diagonals; AᵀA is the component's precision. */
  readonly factors: readonly Matrix[];
  /** The mean of the whole mixture. */
  mean(): Float64Array;
  /** The covariance of the whole mixture, `D × D`. */
  covariance(): Matrix;
  /** The mixture of dimensions `dims`, in that order. */
  marginal(dims: readonly number[]): GaussianMixture;
  /** The mixture of the other dimensions, in ascending order, where dimension `dims[i]` is `values[i]`. */
  condition(dims: readonly number[], values: ArrayLike<number>): GaussianMixture;
}

/**
 * A mixture of Gaussians. Throws a `numeric` error naming the component whose matrix is not positive definite, and a
 * `range` error for weights that are not positive.
 */
export function gaussianMixture(options: GaussianMixtureOptions): GaussianMixture {
  return build(partsOf(options));
}

/** The mixture whose `config` this is: the same densities and draws, to the last bit. */
export function gaussianMixtureFromConfig(config: DistributionConfig): GaussianMixture {
  const { kind, logWeights, means, factors } = config;
  assert(
    kind === "gaussianMixture" && isRows(means) && isRows(factors) && Array.isArray(logWeights),
    "argument",
    "distributions",
    () =>
      `expected the config of a gaussianMixture with lists logWeights, means and factors, got ${JSON.stringify(config)}; build it by hand`,
  );
  const { cols: dim } = fromRows(means);
  return gaussianMixture({
    logWeights: logWeights as number[],
    means: fromRows(means),
    factors: factors.map((entries) => matrix(dim, dim, Float64Array.from(entries))),
  });
}

function build(given: MixtureParts): GaussianMixture {
  const { means, factors } = given;
  const { rows: components, cols: dim } = means;
  const parts = { means, factors, logWeights: normalized(given.logWeights) };
  const mixture: GaussianMixture = {
    dim,
    support: everywhere(dim),
    components,
    ...parts,
    logDensity: mixtureDensity(parts),
    logDensityGrad: mixtureGradient(parts),
    sample: mixtureSampler(parts),
    mean: () => meanOf(parts),
    covariance: () => covarianceOf(parts),
    marginal: (dims) => build(marginalParts(parts, dims)),
    condition: (dims, values) => build(finite(conditionParts(parts, dims, values))),
  };
  // The weights as they were given: normalised ones would change in their last bits each time around.
  const config = {
    kind: "gaussianMixture",
    logWeights: Array.from(given.logWeights),
    means: Array.from({ length: components }, (_, k) => Array.from(row(means, k))),
    factors: factors.map(({ data }) => Array.from(data)),
  };
  return configured(mixture, config);
}

function normalized(logWeights: Float64Array): Float64Array {
  const largest = Math.max(...logWeights);
  const total = logWeights.reduce((sum, value) => sum + Math.exp(value - largest), 0);
  const shift = largest + Math.log(total);
  return logWeights.map((value) => value - shift);
}

/** Refuses values so far from every component that nothing is left of the weights. */
function finite(parts: MixtureParts): MixtureParts {
  assertFinite(parts.logWeights, "the log-weights given these values", "distributions");
  return parts;
}

function isRows(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => Array.isArray(entry));
}
