import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { chainVariances, rankNormalize, splitChains } from "./chains.ts";
import { quantiles } from "./quantiles.ts";

/**
 * Rank-normalised split R̂ of one quantity, the larger of the bulk's and the tails'; above 1.01 the
 * chains disagree. Row `i` of `chains` is chain `i`; at least 4 draws each. NaN for constant draws or
 * where a draw is NaN. Vehtari, Gelman, Simpson, Carpenter & Bürkner, Bayesian Analysis 16(2), 2021.
 */
export function rHat(chains: Matrix): number {
  const split = splitChains(chains);
  const [median = 0] = quantiles(split.data, [0.5]);
  if (Number.isNaN(median)) return Number.NaN;
  const folded = matrix(
    split.rows,
    split.cols,
    split.data.map((value) => Math.abs(value - median)),
  );
  return Math.max(potential(rankNormalize(split)), potential(rankNormalize(folded)));
}

function potential(chains: Matrix): number {
  const { within, pooled } = chainVariances(chains);
  return Math.sqrt(pooled / within);
}
