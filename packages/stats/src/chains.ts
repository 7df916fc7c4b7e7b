/** What the convergence measures of Vehtari et al. (2021) share. A row is a chain of draws of one quantity. */
import { assertCount } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { normalQuantile } from "./normal.ts";

/** Both halves of every chain as chains of their own; an odd chain loses its middle draw. */
export function splitChains(chains: Matrix): Matrix {
  assertCount(chains.rows, "the number of chains", "stats");
  assertCount(chains.cols, "the number of draws per chain", "stats", 4);
  const half = Math.floor(chains.cols / 2);
  const out = matrix(2 * chains.rows, half);
  for (let i = 0; i < chains.rows; i++) {
    const end = (i + 1) * chains.cols;
    const start = i * chains.cols;
    out.data.set(chains.data.subarray(start, start + half), 2 * i * half);
    out.data.set(chains.data.subarray(end - half, end), (2 * i + 1) * half);
  }
  return out;
}

/** Every draw replaced by the normal score of its rank among all draws (Blom), ties sharing their mean rank. */
export function rankNormalize({ rows, cols, data }: Matrix): Matrix {
  const order = Uint32Array.from(data, (_, i) => i).sort((i, j) => data[i] - data[j]);
  const scores = matrix(rows, cols);
  let start = 0;
  while (start < order.length) {
    const value = data[order[start]];
    let end = start + 1;
    while (end < order.length && data[order[end]] === value) end++;
    const rank = (start + 1 + end) / 2;
    const score = normalQuantile((rank - 3 / 8) / (order.length + 1 / 4));
    for (let k = start; k < end; k++) scores.data[order[k]] = score;
    start = end;
  }
  return scores;
}

/** Mean within-chain variance, and the pooled variance that counts the chains' spread as well. */
export function chainVariances(chains: Matrix): {
  readonly within: number;
  readonly pooled: number;
} {
  const { rows, cols, data } = chains;
  const means = Array.from({ length: rows }, (_, i) =>
    average(data.subarray(i * cols, (i + 1) * cols)),
  );
  let within = 0;
  data.forEach((value, at) => (within += (value - means[Math.floor(at / cols)]) ** 2));
  within /= rows * (cols - 1);
  const grand = average(means);
  const between = means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0) / (rows - 1);
  return { within, pooled: (within * (cols - 1)) / cols + between };
}

export function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
