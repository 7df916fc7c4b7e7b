import { cholesky, columnMeans, matmul, matrix, solveLower, transpose } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { ChainStarts } from "./chain-starts.ts";

/** The affine map z = mean + L y after which starting points are about standard normal, row by row. */
export interface Whitening {
  readonly dim: number;
  toFree(y: Matrix): Matrix;
  fromFree(z: Matrix): Matrix;
  /** From the gradient by z to that by y. */
  pullback(grad: Matrix): Matrix;
  /** `log |det L|`. */
  readonly logDet: number;
}

/** The map with the mean and covariance of starting points. */
export function whitening({ positions, covariance }: ChainStarts): Whitening {
  const l = cholesky(covariance);
  const upper = transpose(l);
  const mean = columnMeans(positions);
  const shifted = ({ rows, cols, data }: Matrix, sign: 1 | -1): Matrix =>
    matrix(
      rows,
      cols,
      data.map((value, at) => value + sign * mean[at % cols]),
    );
  return {
    dim: l.rows,
    toFree: (y) => shifted(matmul(y, upper), 1),
    fromFree: (z) => transpose(solveLower(l, transpose(shifted(z, -1)))),
    pullback: (grad) => matmul(grad, l),
    logDet: Array.from({ length: l.rows }, (_, j) => Math.log(l.data[j * (l.rows + 1)])).reduce(
      (sum, value) => sum + value,
      0,
    ),
  };
}
