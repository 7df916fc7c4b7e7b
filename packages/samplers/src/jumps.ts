/*
 * Jumps between modes: an independent Metropolis–Hastings step (Tierney 1994) whose proposal is a mixture of Gaussians
 * about draws of the warm-up, each with the covariance of its neighbours (Vincent & Bengio 2003). It is as narrow as the
 * modes are and knows all of them, so that chains come to visit each in proportion to its mass, whatever the
 * proportions in which they started. Fitted once and then left alone, it leaves the target invariant.
 */
import { gaussianMixture } from "@retrodict/distributions";
import { columnMeans, covariance, gatherRows, matrix, row } from "@retrodict/matrix";
import { choice } from "@retrodict/random";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";
import type { ChainState } from "./slice-sweep.ts";
import type { Unconstrained } from "./unconstrained.ts";

/** Gaussians of the mixture. */
const KERNELS = 300;
/** Neighbours from which a kernel's covariance is taken, beyond twice the dimension. */
const NEIGHBOURS = 12;
/** The weight of one Gaussian over all draws, for what lies between the kernels. */
const WIDE_WEIGHT = 0.2;
/** Share of the whole spread that every kernel has at least. */
const LEAST_SPREAD = 1e-4;

/** The proposal fitted to `draws`, one a row; undefined where they are too few or have no spread. */
export function jumpProposal(rng: Rng, draws: Matrix): Distribution | undefined {
  const dim = draws.cols;
  const neighbours = NEIGHBOURS + 2 * dim;
  if (draws.rows < 2 * neighbours) return undefined;
  const whole = covariance(draws);
  const spread = Array.from({ length: dim }, (_, j) => whole.data[j * (dim + 1)]);
  if (!spread.every((variance) => variance > 0)) return undefined;
  const centres = choice(rng, draws.rows, Math.min(KERNELS, draws.rows));
  const local = Array.from(centres, (i) => {
    const near = covariance(gatherRows(draws, nearest(draws, i, { spread, count: neighbours })));
    for (let j = 0; j < dim; j++) near.data[j * (dim + 1)] += LEAST_SPREAD * spread[j];
    return near;
  });
  const means = matrix(centres.length + 1, dim);
  means.data.set(gatherRows(draws, centres).data);
  means.data.set(columnMeans(draws), centres.length * dim);
  return gaussianMixture({
    weights: [...local.map(() => (1 - WIDE_WEIGHT) / local.length), WIDE_WEIGHT],
    means,
    covariances: [...local, withRidge(whole, spread)],
  });
}

/** One step of every chain; returns how many moved. */
export function jump(
  rngs: readonly Rng[],
  target: Unconstrained,
  state: ChainState,
  proposal: Distribution,
): number {
  const { cols } = state.positions;
  const proposed = matrix(rngs.length, cols);
  rngs.forEach((rng, c) => row(proposed, c).set(proposal.sample(rng, 1).data));
  const found = target.logDensity(proposed);
  const there = proposal.logDensity(proposed);
  const here = proposal.logDensity(state.positions);
  let moved = 0;
  rngs.forEach((rng, c) => {
    const logRatio = found[c] - state.logDensity[c] + here[c] - there[c];
    if (!(Math.log(1 - rng.uniform()) < logRatio)) return;
    row(state.positions, c).set(row(proposed, c));
    state.logDensity[c] = found[c];
    moved++;
  });
  return moved;
}

/** Rows nearest to row `i` in units of the whole spread, itself among them. */
function nearest(
  draws: Matrix,
  i: number,
  { spread, count }: { readonly spread: readonly number[]; readonly count: number },
): Uint32Array {
  const centre = row(draws, i);
  const distances = Float64Array.from({ length: draws.rows }, (_, k) =>
    row(draws, k).reduce((sum, value, j) => sum + (value - centre[j]) ** 2 / spread[j], 0),
  );
  return Uint32Array.from(distances.keys())
    .sort((a, b) => distances[a] - distances[b])
    .subarray(0, count);
}

function withRidge(whole: Matrix, spread: readonly number[]): Matrix {
  const out = matrix(whole.rows, whole.cols, whole.data.slice());
  spread.forEach((variance, j) => (out.data[j * (whole.cols + 1)] += LEAST_SPREAD * variance));
  return out;
}
