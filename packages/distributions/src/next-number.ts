/** Neighbours among float64 numbers: what is as near to an edge as a number can be without lying on it. */

const value = new Float64Array(1);
const bits = new BigInt64Array(value.buffer);

/** The least number above `x`, which is not NaN and below infinity. */
export function numberAbove(x: number): number {
  if (x === 0) return Number.MIN_VALUE;
  value[0] = x;
  // Bits of positive numbers rise with them, those of negative ones fall.
  bits[0] += x > 0 ? 1n : -1n;
  return value[0];
}

/** The greatest number below `x`, which is not NaN and above minus infinity. */
export const numberBelow = (x: number): number => -numberAbove(-x);
