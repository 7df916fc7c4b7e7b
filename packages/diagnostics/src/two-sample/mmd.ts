import type { Matrix } from "@retrodict/spec";
import { gaussianKernel } from "./gaussian-kernel.ts";
import { biasedFrom, unbiasedFrom, type PairSums } from "./pair-sums.ts";
import { pooled } from "./pooled.ts";

export interface MmdOptions {
  /** Width h of the kernel exp(−|x − y|² / 2h²); the median distance between points of both samples by default. */
  readonly bandwidth?: number;
}

/** Estimates of the squared maximum mean discrepancy. */
export interface Mmd {
  /** Right on average; may be negative, and NaN where a sample has a single point. */
  readonly unbiased: number;
  /** The distance between the empirical laws: 0 or more, and above 0 on average even if the laws are the same. */
  readonly biased: number;
  readonly bandwidth: number;
}

/**
 * Squared maximum mean discrepancy between the laws of two samples (`m × d` and `n × d`) under a Gaussian kernel
 * (Gretton et al., "A kernel two-sample test", 2012, equations 3 and 5). Takes time of order (m + n)². Scales matter:
 * standardise columns whose units differ.
 */
export function mmd(x: Matrix, y: Matrix, options: MmdOptions = {}): Mmd {
  const kernel = gaussianKernel(pooled(x, y), options.bandwidth);
  const sums = { ofX: 0, ofY: 0, between: 0 };
  for (let i = 1; i < x.rows + y.rows; i++) {
    const row = kernel.before(i);
    if (i < x.rows) sums.ofX += sum(row);
    else {
      sums.between += sum(row.subarray(0, x.rows));
      sums.ofY += sum(row.subarray(x.rows));
    }
  }
  const pairs: PairSums = { ...sums, x: x.rows, y: y.rows };
  return Object.freeze({
    unbiased: unbiasedFrom(pairs),
    biased: biasedFrom(pairs),
    bandwidth: kernel.bandwidth,
  });
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
