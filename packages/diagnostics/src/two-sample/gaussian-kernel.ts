import { assert, assertPositive } from "@retrodict/check";
import { gatherRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/** Rows whose pairs the median is taken over at most; more would change it little and cost their square. */
const MEDIAN_ROWS = 1000;

/** k(a, b) = exp(−|a − b|² / 2h²) between the rows of a matrix. */
export interface GaussianKernel {
  /** h. */
  readonly bandwidth: number;
  /** Kernel of row `i` with each row before it; overwritten by the next call. */
  before(i: number): Float64Array;
}

/**
 * The kernel of this bandwidth or, without one, of the median distance between points (at most a thousand of them,
 * evenly spread). Throws `RetrodictError` where that is 0.
 */
export function gaussianKernel(points: Matrix, bandwidth = medianDistance(points)): GaussianKernel {
  assertPositive(bandwidth, "bandwidth", "diagnostics");
  const buffer = new Float64Array(points.rows);
  const factor = -1 / (2 * bandwidth * bandwidth);
  return Object.freeze({
    bandwidth,
    before(i: number) {
      const row = buffer.subarray(0, i);
      squaredDistances(points, i, row);
      for (let j = 0; j < i; j++) row[j] = Math.exp(factor * row[j]);
      return row;
    },
  });
}

function medianDistance(points: Matrix): number {
  const rows = Math.min(points.rows, MEDIAN_ROWS);
  const chosen = gatherRows(
    points,
    Array.from({ length: rows }, (_, i) => Math.floor((i * points.rows) / rows)),
  );
  const squares = new Float64Array((rows * (rows - 1)) / 2);
  for (let i = 1, start = 0; i < rows; start += i++) {
    squaredDistances(chosen, i, squares.subarray(start, start + i));
  }
  const [median] = quantiles(squares.map(Math.sqrt), [0.5]);
  assert(
    median > 0,
    "data",
    "diagnostics",
    "expected points that differ, got half of them equal; pass a bandwidth",
  );
  return median;
}

/** Squared distances of row `i` to the first rows, as many as `out` holds. */
function squaredDistances({ cols, data }: Matrix, i: number, out: Float64Array): void {
  const end = out.length * cols;
  for (let at = 0, j = 0; at < end; at += cols, j++) {
    let sum = 0;
    for (let k = 0; k < cols; k++) {
      const difference = data[i * cols + k] - data[at + k];
      sum += difference * difference;
    }
    out[j] = sum;
  }
}
