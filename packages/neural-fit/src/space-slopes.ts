/** Derivatives by theta of what the estimator sees; parameter by parameter, as each has a space of its own. */
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { bijectorOf, unconstrained, type ThetaSpace } from "./theta-space.ts";

/** Of `toSpace`, one row per row of theta; negative where a parameter has an upper edge only. */
export function spaceSlopes(theta: Matrix, space: ThetaSpace): Matrix {
  const { std } = space.standardization;
  const { slopes } = backwards(theta, space);
  return matrix(
    theta.rows,
    theta.cols,
    slopes.map((slope, at) => 1 / (slope * std[at % theta.cols])),
  );
}

/** Of `logDetToSpace`, one row per row of theta. */
export function logDetSlopes(theta: Matrix, space: ThetaSpace): Matrix {
  const { slopes, bends } = backwards(theta, space);
  return matrix(
    theta.rows,
    theta.cols,
    bends.map((bend, at) => -bend / slopes[at]),
  );
}

/** Of the way back to theta: its derivative, and that of the derivative's logarithm. */
function backwards(theta: Matrix, space: ThetaSpace) {
  const bijector = bijectorOf(space);
  const z = unconstrained(theta, space);
  const ones = matrix(z.rows, z.cols, new Float64Array(z.data.length).fill(1));
  const bends = bijector.pullback(z, matrix(z.rows, z.cols)).data;
  const slopes = bijector.pullback(z, ones).data.map((value, at) => value - bends[at]);
  return { slopes, bends };
}
