import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix, Support } from "@retrodict/spec";
import { numberAbove, numberBelow } from "./next-number.ts";

/** All of `dim`-dimensional space. */
export function everywhere(dim: number): Support {
  return Object.freeze({
    lower: new Float64Array(dim).fill(Number.NEGATIVE_INFINITY),
    upper: new Float64Array(dim).fill(Number.POSITIVE_INFINITY),
  });
}

/** One flag per row of `x`: 1 where every entry is finite and within its edges (edges included), else 0. */
export function inSupport(support: Support, x: Matrix): Uint8Array {
  const { lower, upper } = support;
  assertMatrix(x, { cols: lower.length }, "x", "distributions");
  const inside = new Uint8Array(x.rows).fill(1);
  for (let at = 0; at < x.data.length; at++) {
    const value = x.data[at];
    const j = at % x.cols;
    const within = Number.isFinite(value) && value >= lower[j] && value <= upper[j];
    if (!within) inside[Math.floor(at / x.cols)] = 0;
  }
  return inside;
}

/**
 * `x` with what lies on a finite edge moved to the nearest number inside, for densities that are learned where edges
 * are infinitely far away.
 */
export function offEdges({ lower, upper }: Support, x: Matrix): Matrix {
  assertMatrix(x, { cols: lower.length }, "x", "distributions");
  const inside = (value: number, at: number): number => {
    const j = at % x.cols;
    if (!Number.isFinite(value)) return value;
    if (value === lower[j]) return numberAbove(value);
    return value === upper[j] ? numberBelow(value) : value;
  };
  return matrix(x.rows, x.cols, x.data.map(inside));
}

/** Refuses two vectors that are not one pair per dimension of at least one dimension. */
export function assertPaired(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  firstName: string,
  secondName: string,
): void {
  assert(
    first.length > 0,
    "shape",
    "distributions",
    `expected ${firstName} of at least one dimension, got none; pass one value per dimension`,
  );
  assertLength(second, first.length, secondName, "distributions");
}
