/*
 * Pareto smoothed importance sampling (Vehtari, Simpson, Gelman, Yao & Gabry 2024): the largest weights are replaced by
 * the order statistics of a generalised Pareto distribution fitted to them, whose shape k tells whether importance
 * sampling can be trusted: below 0.7 it can, for any number of draws that matters.
 */
import { assert } from "@retrodict/check";

export interface SmoothedWeights {
  /** Logarithms of weights that sum to one. */
  readonly logWeights: Float64Array;
  /** The shape of the tail; `-Infinity` where there are too few weights to fit one, or all are equal. */
  readonly k: number;
  /** `1 / Σ w²`: independent draws that the weighted ones are worth, as far as k allows. */
  readonly ess: number;
}

/** Fewer weights are no tail. */
const SHORTEST_TAIL = 5;

/** Smooths log-weights, finite or minus infinity, known up to a constant. Throws where none is finite. */
export function paretoSmoothed(logWeights: Float64Array): SmoothedWeights {
  const largest = logWeights.reduce((a, b) => Math.max(a, b), -Infinity);
  assert(
    Number.isFinite(largest),
    "range",
    "stats",
    "expected at least one finite log-weight, got none; propose where the target has mass",
  );
  const weights = logWeights.map((value) => Math.exp(value - largest));
  const order = Uint32Array.from(weights.keys()).sort((i, j) => weights[i] - weights[j]);
  const n = weights.length;
  const tail = Math.ceil(Math.min(n / 5, 3 * Math.sqrt(n)));
  const edge = n - tail - 1;
  const threshold = edge < 0 ? 0 : weights[order[edge]];
  const exceedances = Float64Array.from(order.subarray(edge + 1), (i) => weights[i] - threshold);
  const fitted =
    tail >= SHORTEST_TAIL && edge >= 0 && exceedances[tail - 1] > exceedances[0]
      ? fitGeneralizedPareto(exceedances)
      : undefined;
  if (fitted !== undefined) {
    for (let z = 0; z < tail; z++) {
      const smoothed = threshold + paretoQuantile((z + 0.5) / tail, fitted);
      weights[order[edge + 1 + z]] = Math.min(smoothed, 1);
    }
  }
  const total = weights.reduce((sum, w) => sum + w, 0);
  const square = weights.reduce((sum, w) => sum + (w / total) ** 2, 0);
  return {
    logWeights: weights.map((w) => Math.log(w / total)),
    k: fitted?.k ?? -Infinity,
    ess: 1 / square,
  };
}

export interface GeneralizedPareto {
  readonly k: number;
  readonly sigma: number;
}

/**
 * Shape and scale of sorted, non-negative exceedances: the quasi-Bayesian estimator of Zhang & Stephens (2009), with
 * the shape drawn towards 0.5 as if ten more observations said so (Vehtari et al. 2024, appendix).
 */
export function fitGeneralizedPareto(exceedances: Float64Array): GeneralizedPareto {
  const n = exceedances.length;
  const points = 30 + Math.floor(Math.sqrt(n));
  const quartile = exceedances[Math.max(0, Math.floor(n / 4 + 0.5) - 1)];
  const last = exceedances[n - 1];
  const thetas = Float64Array.from(
    { length: points },
    (_, i) => 1 / last + (1 - Math.sqrt(points / (i + 0.5))) / (3 * (quartile || last)),
  );
  const profiles = thetas.map((theta) => {
    const k = meanLog(exceedances, theta);
    return n * (Math.log(inverseScale(exceedances, theta)) - k - 1);
  });
  const best = profiles.reduce((a, b) => Math.max(a, b), -Infinity);
  const shares = profiles.map((value) => Math.exp(value - best));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const theta = thetas.reduce((sum, value, i) => sum + (value * shares[i]) / total, 0);
  const shape = meanLog(exceedances, theta);
  return { k: (shape * n + 0.5 * 10) / (n + 10), sigma: 1 / inverseScale(exceedances, theta) };
}

/** `−theta / k(theta)`, and its limit at 0, where the distribution is exponential. */
function inverseScale(values: Float64Array, theta: number): number {
  const k = meanLog(values, theta);
  if (k !== 0) return -theta / k;
  return values.length / values.reduce((sum, value) => sum + value, 0);
}

const meanLog = (values: Float64Array, theta: number): number =>
  values.reduce((sum, value) => sum + Math.log1p(-theta * value), 0) / values.length;

const paretoQuantile = (p: number, { k, sigma }: GeneralizedPareto): number =>
  Math.abs(k) < 1e-12 ? -sigma * Math.log1p(-p) : (sigma * Math.expm1(-k * Math.log1p(-p))) / k;
