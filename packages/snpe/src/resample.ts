/*
 * Sampling importance resampling (Rubin 1988): draws from one density, each kept in proportion to how much more
 * likely the target is there. A pool grows until its weights are worth as many draws as are asked for.
 */
import { gatherRows, matrix, stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import { systematicChoice } from "@retrodict/random";
import type { Distribution, Matrix, Rng, RunOptions } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";

export interface Resampled {
  readonly samples: Matrix;
  readonly drawn: number;
  /** Of the pool's weights, (Σw)² / Σw². */
  readonly ess: number;
}

export interface ResampleOptions extends RunOptions {
  /** What the pool is drawn from. */
  readonly density: Distribution;
  /** Log-density of the target up to a constant, `-Infinity` outside it, where the other density is known. */
  target(theta: Matrix, logDensity: Float64Array): Float64Array;
}

/** Draws per sample asked for, at most … */
const OVERSAMPLING = 1024;
/** … and draws a pool may hold. */
const LARGEST_POOL = 1_000_000;
const BATCH = 5000;

/**
 * `n` rows of a pool of weighted draws, systematically chosen: a row is there twice only if its weight is more than
 * 1 / n of all. None where all weights are zero, or `signal` came first.
 */
export async function resample(
  rng: Rng,
  n: number,
  { density, target, signal, onProgress }: ResampleOptions,
): Promise<Resampled> {
  const budget = Math.min(OVERSAMPLING * n, LARGEST_POOL);
  const draws = rng.fork("pool");
  const pace = pacer();
  const parts: Matrix[] = [matrix(0, density.dim)];
  const logWeights: number[] = [];
  const worth = running();
  let drawn = 0;
  while (drawn < budget && worth.ess() < n) {
    if (signal?.aborted) break;
    const batch = density.sample(draws, Math.min(BATCH, budget - drawn));
    const q = density.logDensity(batch);
    const log = target(batch, q).map((value, i) => value - q[i]);
    const kept = [...log.keys()].filter((i) => log[i] > -Infinity);
    parts.push(gatherRows(batch, kept));
    for (const i of kept) {
      logWeights.push(log[i]);
      worth.add(log[i]);
    }
    drawn += batch.rows;
    onProgress?.(Math.min(Math.floor(worth.ess()), n), n);
    await pace();
  }
  const rows = byWeight(rng.fork("choice"), n, logWeights);
  return { samples: gatherRows(stackRows(...parts), rows), drawn, ess: worth.ess() };
}

/** The effective number of weights added so far, relative to the largest. */
function running() {
  let largest = -Infinity;
  let sum = 0;
  let squares = 0;
  return {
    add(log: number): void {
      if (log > largest) {
        const scale = Math.exp(largest - log);
        largest = log;
        sum *= scale;
        squares *= scale ** 2;
      }
      const weight = Math.exp(log - largest);
      sum += weight;
      squares += weight ** 2;
    },
    ess: () => (squares === 0 ? 0 : sum ** 2 / squares),
  };
}

/** `n` of these, in proportion to their weights; none where there are none. */
function byWeight(rng: Rng, n: number, logWeights: readonly number[]): Uint32Array {
  if (logWeights.length === 0) return new Uint32Array(0);
  const total = logSumExp(Float64Array.from(logWeights));
  return systematicChoice(
    rng,
    Float64Array.from(logWeights, (log) => Math.exp(log - total)),
    n,
  );
}
