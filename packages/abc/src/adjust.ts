/*
 * Accepted simulations are near the observation, not on it. What a straight line tells of theta along the rest of the
 * way is subtracted: local linear regression with Epanechnikov weights (Beaumont, Zhang & Balding 2002), here where
 * theta is unconstrained, so that nothing is moved beyond an edge of the prior's support.
 */
import { matmul, matrix } from "@retrodict/matrix";
import { regression } from "@retrodict/neural-fit";
import { standardization, standardize } from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";
import { centre, weightedMeans } from "./moments.ts";
import type { Accepted } from "./types.ts";

/** Rows of unconstrained theta whose weights sum to one. */
export interface Particles {
  readonly z: Matrix;
  readonly weights: Float64Array;
}

export interface Adjusted extends Particles {
  /** False where there were too few rows to fit a line. */
  readonly fitted: boolean;
}

/** The accepted `z`, one row per accepted simulation, moved to `observed`; nearer ones weigh more. */
export function adjusted(z: Matrix, accepted: Accepted, observed: Matrix): Adjusted {
  const weights = kernelWeights(accepted);
  const scale = standardization(accepted.x);
  const x = standardize(accepted.x, scale);
  const byRoot = (m: Matrix) => weightedRows(centre(m, weightedMeans(m, weights)), weights);
  const { slope } = regression(byRoot(z), byRoot(x));
  const away = centre(x, standardize(observed, scale).data);
  const line = matmul(away, slope).data;
  return {
    z: matrix(
      z.rows,
      z.cols,
      z.data.map((value, at) => value - line[at]),
    ),
    weights,
    fitted: accepted.threshold === 0 || slope.data.some((value) => value !== 0),
  };
}

/** Importance weights times the Epanechnikov kernel, which ends at the first simulation that was not accepted. */
function kernelWeights({ distances, weights, beyond }: Accepted): Float64Array {
  const products = weights.map((w, i) => w * (1 - (distances[i] / beyond) ** 2));
  const total = products.reduce((sum, value) => sum + value, 0);
  return products.map((value) => value / total);
}

/** Rows times the root of their weight, relative to the mean: least squares of these is weighted least squares. */
const weightedRows = ({ rows, cols, data }: Matrix, weights: Float64Array): Matrix =>
  matrix(
    rows,
    cols,
    data.map((value, at) => value * Math.sqrt(rows * weights[Math.floor(at / cols)])),
  );
