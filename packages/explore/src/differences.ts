import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** A function of rows, and row by row its gradient. */
export interface ValueAndGradient {
  readonly value: Float64Array;
  readonly grad: Matrix;
}

/**
 * Half the distance of the points compared, in coordinates of unit scale: the cube root of float32's precision, in
 * which networks compute.
 */
const STEP = 5e-3;

/**
 * Central differences of `f`, which sees all points of all rows at once: `rows · (2 D + 1)` of them. On the edge of
 * where `f` is finite they are one-sided, and 0 where neither side is.
 */
export function differences(f: (x: Matrix) => Float64Array, x: Matrix): ValueAndGradient {
  const { rows, cols } = x;
  const each = 2 * cols + 1;
  const points = matrix(rows * each, cols);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < each; k++) {
      const at = (i * each + k) * cols;
      points.data.set(x.data.subarray(i * cols, (i + 1) * cols), at);
      if (k > 0) points.data[at + ((k - 1) >> 1)] += k % 2 === 1 ? -STEP : STEP;
    }
  }
  const values = f(points);
  const grad = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const own = values[i * each];
    for (let j = 0; j < cols; j++) {
      const [below, above] = [values[i * each + 1 + 2 * j], values[i * each + 2 + 2 * j]];
      grad.data[i * cols + j] = slope(below, own, above);
    }
  }
  return { value: values.filter((_, at) => at % each === 0), grad };
}

function slope(below: number, own: number, above: number): number {
  if (!Number.isFinite(own)) return 0;
  if (Number.isFinite(below) && Number.isFinite(above)) return (above - below) / (2 * STEP);
  if (Number.isFinite(above)) return (above - own) / STEP;
  return Number.isFinite(below) ? (own - below) / STEP : 0;
}
