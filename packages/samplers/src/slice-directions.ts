/** Sweeps of slice sampling along directions learned from the target's covariance. */
import { cholesky, column } from "@retrodict/matrix";
import { permutation } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { sliceAlong, type ChainState, type Direction } from "./slice-sweep.ts";
import type { Unconstrained } from "./unconstrained.ts";

/** Of the first intervals, in standard deviations of the direction: about a slice of a Gaussian. */
const FIRST_WIDTH = 2;

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

/** Columns of the covariance's Cholesky factor; along each, the target is about standard. */
export function directionsOf(covariance: Matrix): readonly Direction[] {
  const factor = cholesky(covariance);
  return Array.from({ length: factor.cols }, (_, j) => ({
    vector: column(factor, j),
    width: FIRST_WIDTH,
  }));
}

/** An interval is a slice and, on average, one width: half of one at either end. The best width is the slice's. */
export function widened({ vector, width }: Direction, length: number): Direction {
  const slice = Math.max(length - width, width / 4);
  return { vector, width: (width + slice) / 2 };
}
