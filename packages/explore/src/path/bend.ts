import { fromRows, matrix, row, stackRows } from "@retrodict/matrix";
import type { Matrix, RunOptions } from "@retrodict/spec";
import type { ValueAndGradient } from "../differences.ts";
import { quasiNewton } from "../quasi-newton.ts";
import type { CostOf, Curve } from "./types.ts";

export interface BendOptions extends RunOptions {
  /** First coefficients, one curve a row. */
  readonly starts: Matrix;
  readonly evaluations: number;
}

/** The coefficients, one curve a row, and their costs, after each was bent until it costs least. */
export async function bend(
  curve: Curve,
  cost: CostOf,
  density: (points: Matrix) => ValueAndGradient,
  { starts, ...options }: BendOptions,
): Promise<{ readonly coefficients: Matrix; readonly cost: Float64Array }> {
  const objective = (coefficients: Matrix): ValueAndGradient => {
    const curves = Array.from({ length: coefficients.rows }, (_, i) =>
      curve.at(row(coefficients, i)),
    );
    const { value, grad } = density(stackRows(...curves.map(({ points }) => points)));
    const each = curves.map(({ points: { rows, cols }, tangents }, i) => {
      const found = cost(value.subarray(i * rows, (i + 1) * rows), tangents);
      const byPoints = matrix(rows, cols);
      for (let at = 0; at < byPoints.data.length; at++) {
        const weight = found.byLogDensity[Math.floor(at / cols)];
        byPoints.data[at] = weight * grad.data[i * rows * cols + at];
      }
      return { value: found.value, grad: curve.pull(byPoints, found.byTangents) };
    });
    return {
      value: Float64Array.from(each, (one) => one.value),
      grad: fromRows(each.map((one) => one.grad)),
    };
  };
  const { points, value } = await quasiNewton(objective, starts, options);
  return { coefficients: points, cost: value };
}
