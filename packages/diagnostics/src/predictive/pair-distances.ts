/**
 * Statistics of every row of a table among all other rows, by their distances from each other.
 */
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/** Euclidean distances between the rows, `rows × rows`. */
export function pairDistances({ rows, cols, data }: Matrix): Matrix {
  const out = matrix(rows, rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < cols; k++) square += (data[i * cols + k] - data[j * cols + k]) ** 2;
      out.data[i * rows + j] = out.data[j * rows + i] = Math.sqrt(square);
    }
  return out;
}

/**
 * Squared maximum mean discrepancy of each row, as a sample of one, from all others (Gretton et al. 2012, without the
 * kernel of a row with itself among those): a Gaussian kernel as wide as the median distance.
 */
export function meanDiscrepancies({ rows, data }: Matrix): Float64Array {
  const [width] = quantiles(
    data.filter((_, at) => at % rows < Math.floor(at / rows)),
    [0.5],
  );
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++)
      if (i !== j) sums[i] += Math.exp(-0.5 * (data[i * rows + j] / (width || 1)) ** 2);
  const total = sums.reduce((a, b) => a + b, 0);
  const others = rows - 1;
  return sums.map(
    (sum) => 1 - (2 * sum) / others + (total - 2 * sum) / (others * Math.max(1, others - 1)),
  );
}

/** Distance of each row to its k-th nearest other one, with k the square root of their number. */
export function neighbourDistances({ rows, data }: Matrix): Float64Array {
  const k = Math.round(Math.sqrt(rows - 1));
  return Float64Array.from(
    { length: rows },
    // The row itself, at distance 0, is the first of the sorted ones.
    (_, i) => data.slice(i * rows, (i + 1) * rows).sort()[k],
  );
}
