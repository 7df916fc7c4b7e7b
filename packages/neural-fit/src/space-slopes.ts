import { column, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { logDetToSpace, type ThetaSpace } from "./theta-space.ts";

/** The derivative of what the estimator sees by theta, parameter by parameter: each has a space of its own. */
export function spaceSlopes(theta: Matrix, space: ThetaSpace): Matrix {
  const { rows, cols } = theta;
  const slopes = matrix(rows, cols);
  for (let j = 0; j < cols; j++) {
    const logSlope = logDetToSpace(matrix(rows, 1, column(theta, j)), parameterSpace(space, j));
    for (let i = 0; i < rows; i++) slopes.data[i * cols + j] = Math.exp(logSlope[i]);
  }
  return slopes;
}

function parameterSpace(space: ThetaSpace, j: number): ThetaSpace {
  const { support, standardization } = space;
  return {
    ...space,
    support: { lower: support.lower.slice(j, j + 1), upper: support.upper.slice(j, j + 1) },
    standardization: {
      mean: standardization.mean.slice(j, j + 1),
      std: standardization.std.slice(j, j + 1),
      constant: [],
    },
  };
}
