import { assert, assertCount, refuseIfAborted } from "@retrodict/check";
import { pacer } from "@retrodict/nn";
import { fillNormal } from "@retrodict/random";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { pooled } from "./pooled.ts";
import { wassersteinPower } from "./wasserstein-1d.ts";

export interface SlicedWassersteinOptions extends RunOptions {
  /** Random directions; 100 by default. */
  readonly projections?: number;
  /** The power of distances that is averaged; 2 by default. */
  readonly order?: 1 | 2;
}

export interface SlicedWasserstein {
  /** In the units of the data. */
  readonly distance: number;
  /** Of `distance`, as it comes from the choice of directions; NaN for a single one. */
  readonly standardError: number;
}

/**
 * The sliced Wasserstein distance between two samples (`m × d` and `n × d`): (mean over directions of Wₚᵖ)^(1/p), Wₚ
 * being the exact distance between the samples projected on a direction (Bonneel et al., "Sliced and Radon Wasserstein
 * barycenters of measures", 2015). Scales matter: standardise columns whose units differ. `onProgress` counts
 * directions. Throws `RetrodictError` on misuse and "aborted" once `signal` is.
 */
export async function slicedWasserstein(
  rng: Rng,
  x: Matrix,
  y: Matrix,
  options: SlicedWassersteinOptions = {},
): Promise<SlicedWasserstein> {
  const { projections = 100, order = 2, signal, onProgress } = options;
  assertCount(projections, "projections", "diagnostics");
  assert(
    order === 1 || order === 2,
    "range",
    "diagnostics",
    () => `expected order 1 or 2, got ${String(order)}; pass one of them`,
  );
  const points = pooled(x, y);
  const powers = new Float64Array(projections);
  const pace = pacer();
  for (let i = 0; i < projections; i++) {
    const projected = project(points, direction(rng.fork(i), points.cols));
    powers[i] = wassersteinPower(projected.subarray(0, x.rows), projected.subarray(x.rows), order);
    onProgress?.(i + 1, projections);
    await pace();
    refuseIfAborted(signal, "diagnostics");
  }
  return Object.freeze(rootOfMean(powers, order));
}

/** Uniform on the unit sphere. */
function direction(rng: Rng, dim: number): Float64Array {
  const normals = new Float64Array(dim);
  fillNormal(rng, normals);
  const length = Math.hypot(...normals);
  return normals.map((value) => value / length);
}

function project({ rows, cols, data }: Matrix, onto: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0; i < data.length; i++) out[Math.floor(i / cols)] += data[i] * onto[i % cols];
  return out;
}

/** mean^(1/p) and its standard error to first order. */
function rootOfMean(powers: Float64Array, order: number): SlicedWasserstein {
  const count = powers.length;
  const mean = powers.reduce((sum, value) => sum + value, 0) / count;
  const squares = powers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const distance = mean ** (1 / order);
  const standardError = Math.sqrt(squares / (count - 1) / count);
  return {
    distance,
    standardError: mean === 0 ? 0 : (standardError * distance) / (order * mean),
  };
}
