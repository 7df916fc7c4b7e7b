/*
 * One update of every chain along one direction by slice sampling (Neal 2003): a level below the density, an interval
 * stepped out until it holds the slice, points drawn from it and the interval shrunk to those that miss. All chains go
 * in lock step, and each tries several steps or points at once, as if the ones before had missed; what comes after the
 * first hit is thrown away. That changes no result, but makes few large batches of many small ones.
 */
import { matrix, row } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import type { Unconstrained } from "./unconstrained.ts";

/** Where all chains are, one row each; updated in place. */
export interface ChainState {
  readonly positions: Matrix;
  readonly logDensity: Float64Array;
}

/** What is searched along a direction, in units of its vector. */
export interface Interval {
  /** Width of the first interval, and length of a step out. */
  readonly width: number;
  /** Intervals of that width that the last one may consist of, both sides together (Neal's m): with 1 none is stepped out. */
  readonly intervals: number;
}

export interface Direction extends Interval {
  /** The direction's components; offsets along it are in units of this vector. */
  readonly vector: Float64Array;
}

/** Points tried at once by each chain. */
const AHEAD = 2;
/** An interval that has shrunk so often holds the chain's own point alone: it stays. */
const MOST_SHRINKS = 200;

/** Each chain draws from its own stream. Returns the mean length of the intervals stepped out to. */
export function sliceAlong(
  rngs: readonly Rng[],
  target: Unconstrained,
  state: ChainState,
  { vector, width, intervals }: Direction,
): number {
  const chains = rngs.length;
  const level = state.logDensity.map((value, c) => value + Math.log(1 - rngs[c].uniform()));
  const lower = new Float64Array(chains);
  const upper = new Float64Array(chains);
  const evaluate = (tries: Try[]): Float64Array =>
    target.logDensity(points(state.positions, vector, tries));

  stepOut();
  let length = 0;
  for (let c = 0; c < chains; c++) length += (upper[c] - lower[c]) / chains;
  shrink();
  return length;

  function stepOut(): void {
    const left = new Uint8Array(chains);
    const right = new Uint8Array(chains);
    for (let c = 0; c < chains; c++) {
      lower[c] = -width * rngs[c].uniform();
      upper[c] = lower[c] + width;
      left[c] = Math.floor(intervals * rngs[c].uniform());
      right[c] = intervals - 1 - left[c];
    }
    const sides = [
      { edge: lower, by: -width, steps: left },
      { edge: upper, by: width, steps: right },
    ];
    let open = sides
      .flatMap((side) => Array.from(rngs.keys(), (chain) => ({ ...side, chain })))
      .filter(({ steps, chain }) => steps[chain] > 0);
    while (open.length > 0) {
      const ahead = open.map(({ steps, chain }) => Math.min(AHEAD, steps[chain]));
      const tries = open.flatMap(({ edge, by, chain }, i) =>
        Array.from({ length: ahead[i] }, (_, k) => ({ chain, offset: edge[chain] + k * by })),
      );
      const found = evaluate(tries);
      let at = 0;
      open = open.filter(({ edge, by, steps, chain }, i) => {
        let inside = 0;
        while (inside < ahead[i] && found[at + inside] > level[chain]) inside++;
        at += ahead[i];
        edge[chain] += inside * by;
        steps[chain] -= inside;
        return inside === ahead[i] && steps[chain] > 0;
      });
    }
  }

  function shrink(): void {
    let open = Array.from(rngs.keys());
    for (let round = 0; round < MOST_SHRINKS / AHEAD && open.length > 0; round++) {
      // The interval shrinks towards the chain's point, offset 0, from the side of the point that missed.
      const tries = open.flatMap((chain) =>
        Array.from({ length: AHEAD }, () => {
          const offset = lower[chain] + (upper[chain] - lower[chain]) * rngs[chain].uniform();
          if (offset < 0) lower[chain] = offset;
          else upper[chain] = offset;
          return { chain, offset };
        }),
      );
      const found = evaluate(tries);
      open = open.filter((chain, i) => {
        for (let k = i * AHEAD; k < (i + 1) * AHEAD; k++) {
          if (!(found[k] > level[chain])) continue;
          const position = row(state.positions, chain);
          for (let j = 0; j < position.length; j++) position[j] += tries[k].offset * vector[j];
          state.logDensity[chain] = found[k];
          return false;
        }
        return true;
      });
    }
  }
}

interface Try {
  readonly chain: number;
  readonly offset: number;
}

function points(positions: Matrix, vector: Float64Array, tries: readonly Try[]): Matrix {
  const dim = positions.cols;
  const out = matrix(tries.length, dim);
  for (const [i, { chain, offset }] of tries.entries()) {
    for (let j = 0; j < dim; j++) {
      out.data[i * dim + j] = positions.data[chain * dim + j] + offset * vector[j];
    }
  }
  return out;
}
