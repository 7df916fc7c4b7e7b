import { matrix, matmul, transpose } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { linearStart, logDetWhitened, whiten, whitened } from "./linear-start.ts";

const ROWS = 500;
const rng = stream("start");
const normals = (cols: number) =>
  matrix(
    ROWS,
    cols,
    new Float64Array(ROWS * cols).map(() => rng.normal()),
  );
const theta = centred(normals(2));
/** Columns: a line with noise, twice the same noise and a line, a repeat of the first. */
const x = centred(mixture());

test("what is left has unit covariance and nothing to do with theta", () => {
  const start = linearStart(x, theta, []);
  const rest = whitened(x, theta, start);
  const covariance = matmul(transpose(rest), rest).data.map((v) => v / (ROWS - 1));
  // The third column, a repeat of the first, has nothing left.
  [1, 0, 0, 1].forEach((v, at) => expect(covariance[[0, 1, 3, 4][at]]).toBeCloseTo(v, 6));
  expect(rest.data.filter((_, at) => at % 3 === 2).every((v) => Math.abs(v) < 1e-3)).toBe(true);
  matmul(transpose(theta), rest).data.forEach((v) => expect(v / ROWS).toBeCloseTo(0, 4));
});

test("the log-determinant is that of the factor, and whitening is linear", () => {
  const start = linearStart(x, theta, []);
  const { factor } = start;
  const diagonal = [0, 4, 8].map((at) => Math.log(factor.data[at]));
  expect(logDetWhitened(start)).toBeCloseTo(-(diagonal[0] + diagonal[1] + diagonal[2]), 12);
  const back = matmul(whiten(x, factor), transpose(factor));
  back.data.forEach((v, at) => expect(v).toBeCloseTo(x.data[at], 8));
});

test("with few rows per column nothing is fitted but the spread", () => {
  const [few, fewTheta] = [
    matrix(20, 3, x.data.slice(0, 60)),
    matrix(20, 2, theta.data.slice(0, 40)),
  ];
  const { factor } = linearStart(few, fewTheta, []);
  expect(factor.data.filter((_, at) => at % 4 !== 0).every((v) => v === 0)).toBe(true);
});

function mixture() {
  const noise = normals(2);
  return matrix(
    ROWS,
    3,
    new Float64Array(3 * ROWS).map((_, at) => {
      const i = Math.floor(at / 3);
      const first = theta.data[2 * i] + 0.5 * noise.data[2 * i];
      return at % 3 === 1
        ? 2 * noise.data[2 * i] + noise.data[2 * i + 1] - theta.data[2 * i + 1]
        : first;
    }),
  );
}

function centred(m: ReturnType<typeof normals>) {
  const means = new Float64Array(m.cols);
  m.data.forEach((v, at) => (means[at % m.cols] += v / m.rows));
  return matrix(
    m.rows,
    m.cols,
    m.data.map((v, at) => v - means[at % m.cols]),
  );
}
