/*
 * Jumps between modes: an independent Metropolis–Hastings step (Tierney 1994) whose proposal is a mixture of Gaussians
 * about draws of the warm-up, each with the covariance of its neighbours (Vincent & Bengio 2003). It is as narrow as the
 * modes are and knows all of them, so that chains come to visit each in proportion to its mass, whatever the
 * proportions in which they started. Fitted once and then left alone, it leaves the target invariant.
 */
import { gaussianMixture } from "@retrodict/distributions";
import { columnMeans, covariance, gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import { choice } from "@retrodict/random";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";
import type { ChainState } from "./slice-sweep.ts";
import type { Unconstrained } from "./unconstrained.ts";

/** Gaussians of the mixture: at most the first, at least the second. */
const KERNELS = [300, 30] as const;
/** Numbers in their covariances, all together, from which on there are fewer: each density reads them all. */
const LARGEST = 30_000;
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
  const kernels = Math.max(KERNELS[1], Math.min(KERNELS[0], Math.floor(LARGEST / dim ** 2)));
  const centres = choice(rng, draws.rows, Math.min(kernels, draws.rows));
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

/**
 * `count` steps of every chain; returns how many of them moved. What is proposed does not depend on where a chain is, so
 * that all steps' densities are evaluated in one batch.
 */
export function jumps(
  rngs: readonly Rng[],
  target: Pick<Unconstrained, "logDensity">,
  state: ChainState,
  { proposal, count }: { readonly proposal: Distribution; readonly count: number },
): number {
  const proposed = stackRows(...rngs.map((rng) => proposal.sample(rng, count)));
  const found = target.logDensity(proposed);
  const there = proposal.logDensity(proposed);
  const here = proposal.logDensity(state.positions);
  let moved = 0;
  rngs.forEach((rng, c) => {
    for (let i = c * count; i < (c + 1) * count; i++) {
      const logRatio = found[i] - state.logDensity[c] + here[c] - there[i];
      if (!(Math.log(1 - rng.uniform()) < logRatio)) continue;
      row(state.positions, c).set(row(proposed, i));
      state.logDensity[c] = found[i];
      here[c] = there[i];
      moved++;
    }
  });
  return moved;
}

/** Rows nearest to row `i` in units of the whole spread, itself among them. */
function nearest(
  draws: Matrix,
  i: number,
  { spread, count }: { readonly spread: readonly number[]; readonly count: number },
): Uint32Array {
  const { rows, cols, data } = draws;
  const distances = new Float64Array(rows);
  for (let k = 0; k < rows; k++) {
    for (let j = 0; j < cols; j++) {
      distances[k] += (data[k * cols + j] - data[i * cols + j]) ** 2 / spread[j];
    }
  }
  const furthest = distances.toSorted()[count - 1];
  return Uint32Array.from(distances.keys())
    .filter((k) => distances[k] <= furthest)
    .subarray(0, count);
}

function withRidge(whole: Matrix, spread: readonly number[]): Matrix {
  const out = matrix(whole.rows, whole.cols, whole.data.slice());
  spread.forEach((variance, j) => (out.data[j * (whole.cols + 1)] += LEAST_SPREAD * variance));
  return out;
}
