import { cholesky, matmul, matrix, solveCholesky, transpose } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Relative to a column's variance: keeps constant and duplicate columns solvable. */
const RIDGE = 1e-10;

/** Slopes of the least-squares plane through rows of standardised columns and standardised values. */
export function leastSquares(columns: Matrix, values: Float64Array): Float64Array {
  const transposed = transpose(columns);
  const gram = matmul(transposed, columns);
  for (let j = 0; j < gram.cols; j++) gram.data[j * (gram.cols + 1)] += RIDGE * columns.rows;
  const right = matmul(transposed, matrix(values.length, 1, values));
  return solveCholesky(cholesky(gram), right).data;
}
