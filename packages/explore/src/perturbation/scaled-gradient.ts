import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { differences, type ValueAndGradient } from "../differences.ts";
import type { ExploredDensity } from "../types.ts";

/** The log-density at rows of theta, and its gradient by theta in units of `scale`. */
export function scaledGradient(
  posterior: ExploredDensity,
  scale: Float64Array,
  theta: Matrix,
): ValueAndGradient {
  const times = ({ rows, cols, data }: Matrix, power: 1 | -1): Matrix =>
    matrix(
      rows,
      cols,
      data.map((value, at) => value * scale[at % cols] ** power),
    );
  if (!posterior.logDensityGrad)
    return differences((u) => posterior.logDensity(times(u, 1)), times(theta, -1));
  const { logDensity, grad } = posterior.logDensityGrad(theta);
  return { value: logDensity, grad: times(grad, 1) };
}
