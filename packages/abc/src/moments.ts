import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { effectiveRows } from "./importance-weights.ts";

/** Mean of every column under weights that sum to one. */
export function weightedMeans({ cols, data }: Matrix, weights: Float64Array): Float64Array {
  const means = new Float64Array(cols);
  data.forEach((value, at) => (means[at % cols] += weights[Math.floor(at / cols)] * value));
  return means;
}

/** Relative addition to variances, for columns that depend linearly on others. */
const RIDGE = 1e-6;

/**
 * Covariance of the columns under weights that sum to one, unbiased where the weights are equal, and positive
 * definite: every standard deviation is at least that of `least`.
 */
export function weightedCovariance(z: Matrix, weights: Float64Array, least: Float64Array): Matrix {
  const { rows, cols } = z;
  const out = matrix(cols, cols);
  const centred = centre(z, weightedMeans(z, weights));
  const bias = 1 - 1 / effectiveRows(weights);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const scaled = (weights[i] / bias) * centred.data[i * cols + j];
      for (let k = 0; k < cols; k++) {
        out.data[j * cols + k] += scaled * centred.data[i * cols + k];
      }
    }
  }
  for (let j = 0; j < cols; j++) {
    const at = j * (cols + 1);
    out.data[at] += RIDGE * out.data[at] + least[j] ** 2;
  }
  return out;
}

/** Every row minus `means`. */
export const centre = ({ rows, cols, data }: Matrix, means: Float64Array): Matrix =>
  matrix(
    rows,
    cols,
    data.map((value, at) => value - means[at % cols]),
  );
