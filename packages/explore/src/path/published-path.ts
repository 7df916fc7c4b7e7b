import { assertCount, assertLength } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import { fillNormal } from "@retrodict/random";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { differences } from "../differences.ts";
import type { ExploredDensity } from "../types.ts";
import { bend } from "./bend.ts";
import { publishedCost } from "./costs.ts";
import { curve, type BasisFunction } from "./curve.ts";

export interface PublishedPathOptions extends RunOptions {
  /** Steps of the optimiser at most; 500 by default. */
  readonly evaluations?: number;
}

export interface PublishedPath {
  /** 80 points, one per row. */
  readonly points: Matrix;
  readonly logDensity: Float64Array;
  readonly cost: number;
}

const POSITIONS = 80;
/** The cost has several minima. */
const STARTS = 16;

/**
 * The path of Gonçalves et al. (eLife 2020), to compare with: in each dimension a multiple of the distance between
 * the ends, two sines and two squared sines, of least `−Σ ln p |dx/ds|`. A dimension in which the ends agree cannot
 * move, and nothing keeps the path within the prior; `highProbabilityPath` has neither fault. Pass parameters on the
 * scale of the prior's standard deviation.
 */
export async function publishedPath(
  rng: Rng,
  posterior: ExploredDensity,
  a: Float64Array,
  b: Float64Array,
  { evaluations = 500, ...options }: PublishedPathOptions = {},
): Promise<PublishedPath> {
  assertLength(a, posterior.dim, "a", "explore");
  assertLength(b, posterior.dim, "b", "explore");
  assertCount(evaluations, "evaluations", "explore");
  const bent = curve({
    from: a,
    to: b,
    // The coefficients times that distance: the same curves, better scaled.
    scale: b.map((value, d) => (value === a[d] ? 0 : 1)),
    basis: [1, 2].map(sine).concat([1, 2].map(squaredSine)),
    positions: POSITIONS,
  });
  const { coefficients, cost } = await bend(bent, publishedCost, gradientOf(posterior), {
    ...options,
    evaluations,
    starts: firstGuesses(rng, bent.coefficients),
  });
  const best = cost.indexOf(Math.min(...cost));
  const { points } = bent.at(row(coefficients, best));
  return Object.freeze({ points, logDensity: posterior.logDensity(points), cost: cost[best] });
}

/** A straight line first, then bends at random. */
function firstGuesses(rng: Rng, coefficients: number): Matrix {
  const starts = matrix(STARTS, coefficients);
  fillNormal(rng, starts.data.subarray(coefficients));
  return starts;
}

const sine = (k: number): BasisFunction => ({
  value: (s) => Math.sin(Math.PI * k * s),
  slope: (s) => Math.PI * k * Math.cos(Math.PI * k * s),
});

const squaredSine = (k: number): BasisFunction => ({
  value: (s) => Math.sin(Math.PI * k * s) ** 2,
  slope: (s) => Math.PI * k * Math.sin(2 * Math.PI * k * s),
});

const gradientOf = (posterior: ExploredDensity) => (points: Matrix) => {
  if (!posterior.logDensityGrad) return differences((x) => posterior.logDensity(x), points);
  const { logDensity, grad } = posterior.logDensityGrad(points);
  return { value: logDensity, grad };
};
