export { cholesky, inverseFromCholesky, logDetFromCholesky, solveCholesky } from "./cholesky.ts";
export { eigenSymmetric, type Eigen } from "./eigen.ts";
export {
  column,
  firstRows,
  fromRows,
  gatherColumns,
  gatherRows,
  identity,
  matrix,
  row,
  stackRows,
} from "./matrix.ts";
export { columnMeans, columnStds, correlation, covariance } from "./moments.ts";
export { matmul, transpose } from "./product.ts";
export { solveLower, solveUpper } from "./solve.ts";
