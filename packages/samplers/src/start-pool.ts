import { assert } from "@retrodict/check";
import { gatherRows, stackRows } from "@retrodict/matrix";
import type { LogDensity, Matrix, Rng, SamplingOptions } from "@retrodict/spec";

/** Draws from the start distribution, weighted by the target: where chains begin, and what importance sampling keeps. */
export interface StartPool {
  /** Rows where the target has mass. */
  readonly theta: Matrix;
  /** `log target − log start`, one value per row, finite. */
  readonly logWeights: Float64Array;
  /** How many draws it took. */
  readonly drawn: number;
}

/** Draws of one pool. */
const POOL = 10_000;
/** Pools drawn before giving up on finding a row where the target has mass. */
const MOST_POOLS = 20;

/**
 * One pool for all chains. Draws on until at least one row has a finite weight, or the budget is spent: then it is empty.
 */
export function startPool(
  rng: Rng,
  target: LogDensity,
  { start }: Pick<SamplingOptions, "start">,
  size = POOL,
): StartPool {
  assert(
    start.dim === target.dim,
    "shape",
    "samplers",
    () =>
      `expected a start of dimension ${target.dim}, got ${start.dim}; pass a distribution over the target's space, such as the prior`,
  );
  const found: { readonly theta: Matrix; readonly logWeights: Float64Array }[] = [];
  let drawn = 0;
  for (let pool = 0; pool < MOST_POOLS && found.length === 0; pool++) {
    const theta = start.sample(rng, size);
    drawn += size;
    const [own, by] = [target.logDensity(theta), start.logDensity(theta)];
    const weights = own.map((value, i) => value - by[i]);
    const rows = Uint32Array.from(weights.keys()).filter((i) => Number.isFinite(weights[i]));
    if (rows.length === 0) continue;
    found.push({
      theta: gatherRows(theta, rows),
      logWeights: Float64Array.from(rows, (i) => weights[i]),
    });
  }
  const [pool] = found;
  return pool === undefined
    ? { theta: stackRows(start.sample(rng, 0)), logWeights: new Float64Array(0), drawn }
    : { ...pool, drawn };
}

/** `exp(logWeights)`, scaled to sum to one. */
export function normalizedWeights(logWeights: Float64Array): Float64Array {
  const largest = logWeights.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logWeights.map((value) => Math.exp(value - largest));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}
