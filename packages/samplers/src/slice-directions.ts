/** Sweeps of slice sampling along directions learned from the target's covariance. */
import { cholesky, column } from "@retrodict/matrix";
import { permutation } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { sliceAlong, type ChainState, type Direction, type Interval } from "./slice-sweep.ts";
import type { Unconstrained } from "./unconstrained.ts";

/** While little is known: an interval of two standard deviations, stepped out until it holds the slice. */
export const SEARCHING: Interval = { width: 2, intervals: 64 };
/** Later: one that holds all but a few in a hundred of a Gaussian's slices, as it is. To shrink it costs less than to step out. */
export const SETTLED: Interval = { width: 6, intervals: 1 };

/** Every direction once, in an order that all chains share. Returns the mean interval of each. */
export function sweepOnce(
  rngs: readonly Rng[],
  {
    target,
    state,
    directions,
    order,
  }: {
    readonly target: Unconstrained;
    readonly state: ChainState;
    readonly directions: readonly Direction[];
    readonly order: Rng;
  },
): Float64Array {
  const lengths = new Float64Array(directions.length);
  for (const j of permutation(order, directions.length)) {
    lengths[j] = sliceAlong(rngs, target, state, directions[j]);
  }
  return lengths;
}

/** Columns of the covariance's Cholesky factor; along each, the target is about standard if that is the target's own. */
export function directionsOf(covariance: Matrix, interval: Interval): readonly Direction[] {
  const factor = cholesky(covariance);
  return Array.from({ length: factor.cols }, (_, j) => ({
    vector: column(factor, j),
    ...interval,
  }));
}

/**
 * The width for next time. An interval stepped out is a slice and, on average, one width: half of one at either end. The
 * best width is the slice's. One that is not stepped out tells nothing of it.
 */
export function widened(direction: Direction, length: number): Direction {
  const { width, intervals } = direction;
  if (intervals === 1) return direction;
  const slice = Math.max(length - width, width / 4);
  return { ...direction, width: (width + slice) / 2 };
}
