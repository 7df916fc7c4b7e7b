import type { PairSums } from "./pair-sums.ts";

/** Adds up a kernel's pairs within and between subsets of the points and the rest, while its rows go by once. */
export interface SubsetSums {
  /** Takes the kernel of point `i` with all before it; points come in order, from 0. */
  add(i: number, row: Float64Array): void;
  /** Per subset, when all points have been added. */
  sums(): readonly PairSums[];
}

/** `subsets` are lists of points in ascending order, all among points 0 … points − 1. */
export function subsetSums(subsets: readonly Uint32Array[], points: number): SubsetSums {
  const within = new Float64Array(subsets.length);
  /** How many of each subset's points have gone by. */
  const passed = new Uint32Array(subsets.length);
  const rowSums = new Float64Array(points);
  return Object.freeze({
    add(i: number, row: Float64Array) {
      for (let j = 0; j < i; j++) {
        rowSums[i] += row[j];
        rowSums[j] += row[j];
      }
      subsets.forEach((subset, s) => {
        if (subset[passed[s]] !== i) return;
        within[s] += sumAt(row, subset, passed[s]++);
      });
    },
    sums() {
      const total = sumAll(rowSums) / 2;
      return subsets.map((subset, s) => {
        const ofX = within[s];
        const between = sumAt(rowSums, subset, subset.length) - 2 * ofX;
        const sizes = { x: subset.length, y: points - subset.length };
        return { ofX, between, ofY: total - ofX - between, ...sizes };
      });
    },
  });
}

/** Sum of the values at the first `count` indices. */
function sumAt(values: Float64Array, indices: Uint32Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[indices[k]];
  return sum;
}

function sumAll(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
