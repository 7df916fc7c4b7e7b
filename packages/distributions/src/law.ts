/**
 * Laws of one number. Distributions with independent dimensions are products of these, so each law
 * states its density, edges and draw once.
 */
import { assert, assertPositive } from "@retrodict/check";
import type { DistributionConfig, Rng } from "@retrodict/spec";

/** A law of one number; `logDensity` and `slope` are asked only between the edges. */
export interface Law {
  readonly config: DistributionConfig;
  readonly lower: number;
  readonly upper: number;
  logDensity(x: number): number;
  /** Derivative of `logDensity`. */
  slope(x: number): number;
  sample(rng: Rng): number;
}

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

/** Uniform on `[lower, upper]`. `name` is what an error calls the edges. */
export function uniformLaw(lower: number, upper: number, name: string): Law {
  assertEdges(lower, upper, name);
  const width = upper - lower;
  const logDensity = -Math.log(width);
  return {
    config: { kind: "uniform", lower, upper },
    lower,
    upper,
    logDensity: () => logDensity,
    slope: () => 0,
    sample: (rng) => Math.min(lower + width * rng.uniform(), upper),
  };
}

/** Uniform in `log x` on `[lower, upper]`, both positive: density `1 / (x log(upper / lower))`. */
export function logUniformLaw(lower: number, upper: number, name: string): Law {
  assertEdges(lower, upper, name);
  assert(
    lower > 0,
    "range",
    "distributions",
    () => `expected a positive lower edge of ${name}, got ${lower}; use a linear scale or raise it`,
  );
  const start = Math.log(lower);
  const width = Math.log(upper) - start;
  const logWidth = Math.log(width);
  return {
    config: { kind: "logUniform", lower, upper },
    lower,
    upper,
    logDensity: (x) => -Math.log(x) - logWidth,
    slope: (x) => -1 / x,
    sample: (rng) => Math.min(Math.max(Math.exp(start + width * rng.uniform()), lower), upper),
  };
}

/** Normal on the whole line. */
export function normalLaw(mean: number, std: number, name: string): Law {
  assertMoments(mean, std, name);
  const logNormalizer = -Math.log(std) - LOG_SQRT_2PI;
  return {
    config: { kind: "normal", mean, std },
    lower: Number.NEGATIVE_INFINITY,
    upper: Number.POSITIVE_INFINITY,
    logDensity: (x) => logNormalizer - 0.5 * ((x - mean) / std) ** 2,
    slope: (x) => (mean - x) / std ** 2,
    sample: (rng) => mean + std * rng.normal(),
  };
}

/** `exp` of a normal: density zero at the edge 0. */
export function logNormalLaw(mu: number, sigma: number, name: string): Law {
  const logarithm = normalLaw(mu, sigma, name);
  return {
    config: { kind: "logNormal", mu, sigma },
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
    logDensity: (x) =>
      x > 0 ? logarithm.logDensity(Math.log(x)) - Math.log(x) : Number.NEGATIVE_INFINITY,
    slope: (x) => (x > 0 ? (logarithm.slope(Math.log(x)) - 1) / x : 0),
    sample: (rng) => Math.exp(logarithm.sample(rng)),
  };
}

function assertEdges(lower: number, upper: number, name: string): void {
  const width = upper - lower;
  assert(
    width > 0 && Number.isFinite(width),
    "range",
    "distributions",
    () =>
      `expected finite edges lower < upper of ${name}, got ${lower} and ${upper}; swap, widen or bound them`,
  );
}

function assertMoments(location: number, scale: number, name: string): void {
  assert(
    Number.isFinite(location),
    "range",
    "distributions",
    () => `expected a finite location of ${name}, got ${location}; pass a number`,
  );
  assertPositive(scale, `the scale of ${name}`, "distributions");
}
