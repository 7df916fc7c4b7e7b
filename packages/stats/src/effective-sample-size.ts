import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { average, chainVariances, rankNormalize, splitChains } from "./chains.ts";
import { quantiles } from "./quantiles.ts";

/**
 * How many independent draws of one quantity are worth as much as these. Row `i` of `chains` is chain
 * `i`; at least 4 draws each. `"bulk"` is for the centre of the law (of rank-normalised draws), `"tail"`
 * for its 5 % and 95 % quantiles (the smaller of the two), `"mean"` for estimating the mean. NaN for
 * constant draws or where a draw is NaN. Vehtari et al., Bayesian Analysis 16(2), 2021.
 */
export function effectiveSampleSize(
  chains: Matrix,
  kind: "bulk" | "tail" | "mean" = "bulk",
): number {
  const split = splitChains(chains);
  const [low = 0, high = 0] = quantiles(chains.data, [0.05, 0.95]);
  if (Number.isNaN(low)) return Number.NaN;
  if (kind === "bulk") return independentDraws(rankNormalize(split));
  if (kind === "mean") return independentDraws(split);
  return Math.min(...[low, high].map((edge) => independentDraws(below(split, edge))));
}

function below({ rows, cols, data }: Matrix, edge: number): Matrix {
  return matrix(
    rows,
    cols,
    data.map((value) => (value <= edge ? 1 : 0)),
  );
}

/** Draws over their autocorrelation time, at most `log10` as many again for chains that alternate. */
function independentDraws(chains: Matrix): number {
  const total = chains.rows * chains.cols;
  const time = Math.max(autocorrelationTime(chains), 1 / Math.log10(total));
  return total / time;
}

/** Sum of the autocorrelations by Geyer's initial monotone sequence (Statistical Science 7(4), 1992). */
function autocorrelationTime(chains: Matrix): number {
  const { within, pooled } = chainVariances(chains);
  const centred = centre(chains);
  const correlation = (lag: number) =>
    lag === 0 ? 1 : 1 - (within - autocovariance(centred, lag)) / pooled;
  const lastLag = chains.cols - 3;
  let time = -1;
  let smallest = Infinity;
  for (let lag = 0; ; lag += 2) {
    const even = correlation(lag);
    const pair = even + correlation(lag + 1);
    if (pair < 0 || lag + 2 > lastLag) return time + Math.max(even, 0);
    smallest = Math.min(smallest, pair);
    time += 2 * smallest;
  }
}

function centre({ rows, cols, data }: Matrix): Matrix {
  const means = Array.from({ length: rows }, (_, i) =>
    average(data.subarray(i * cols, (i + 1) * cols)),
  );
  return matrix(
    rows,
    cols,
    data.map((value, at) => value - means[Math.floor(at / cols)]),
  );
}

/** Mean over the chains of their autocovariance at `lag`, dividing by the full length. */
function autocovariance({ rows, cols, data }: Matrix, lag: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const end = (i + 1) * cols - lag;
    for (let at = i * cols; at < end; at++) sum += data[at] * data[at + lag];
  }
  return sum / (rows * cols);
}
