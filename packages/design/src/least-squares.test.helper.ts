import { multivariateNormal } from "@retrodict/distributions";
import {
  cholesky,
  columnMeans,
  covariance,
  matmul,
  matrix,
  solveCholesky,
  transpose,
} from "@retrodict/matrix";
import type { Distribution, Matrix, Round } from "@retrodict/spec";
import type { AlgorithmUnder } from "./index.ts";
import { posteriors } from "./posteriors.test.helper.ts";

/** A third party's algorithm: theta is normal about its regression on x. Right where everything is Gaussian. */
export const leastSquares: AlgorithmUnder = () => posteriors("least-squares", learn);

function learn([{ theta, x }]: readonly Round[]): (data: Float64Array) => Distribution {
  const [thetaMean, xMean] = [columnMeans(theta), columnMeans(x)];
  const seen = minus(x, xMean);
  const square = matmul(transpose(seen), seen);
  const slope = solveCholesky(cholesky(square), matmul(transpose(seen), minus(theta, thetaMean)));
  const expected = matmul(seen, slope).data;
  const spread = covariance({ ...theta, data: theta.data.map((t, at) => t - expected[at]) });
  return (data) => {
    const shift = matmul(minus(matrix(1, data.length, data), xMean), slope).data;
    const mean = thetaMean.map((m, j) => m + shift[j]);
    return multivariateNormal([...mean], spread);
  };
}

const minus = (m: Matrix, row: Float64Array): Matrix => ({
  ...m,
  data: m.data.map((v, at) => v - row[at % m.cols]),
});
