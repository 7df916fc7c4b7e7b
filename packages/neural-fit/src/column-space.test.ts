import { gatherRows, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import {
  clampToRange,
  columnSlopes,
  columnSpace,
  countBeyond,
  fromColumnSpace,
  logDetToColumnSpace,
  toColumnSpace,
} from "./index.ts";

const ROWS = 1000;
const rng = stream("columns");
const regressor = matrix(
  ROWS,
  1,
  new Float64Array(ROWS).map(() => rng.normal()),
);

/** Columns: normal, log-normal, exp(normal) + noise, far from 0 and normal, a count. */
const values = matrix(
  ROWS,
  5,
  new Float64Array(5 * ROWS).map((_, at) => {
    const line = regressor.data[Math.floor(at / 5)];
    return [
      () => rng.normal(),
      () => Math.exp(2 * rng.normal()),
      () => 20 + Math.exp(line) + 0.01 * rng.normal(),
      () => 10 + 0.3 * rng.normal(),
      () => 1 + Math.floor(Math.exp(4 * rng.uniform())),
    ][at % 5]();
  }),
);

test("takes logarithms of positive columns where they are closer to normal, but not of those named", () => {
  expect(columnSpace(values).logs).toEqual([1, 2, 4]);
  expect(columnSpace(values, { asTheyAre: [4] }).logs).toEqual([1, 2]);
});

test("judges what a regression leaves of a column", () => {
  const skewed = matrix(ROWS, 1, regressor.data.map(Math.exp));
  // Log-normal as a whole, but a straight line of the regressor with normal noise.
  const noisy = matrix(
    ROWS,
    1,
    skewed.data.map((v) => v + 3 + 0.1 * rng.normal()),
  );
  expect(columnSpace(noisy).logs).toEqual([0]);
  expect(columnSpace(noisy, { regressors: centred(skewed) }).logs).toEqual([]);
});

test("named columns stay as they are, the others have mean 0 and standard deviation 1", () => {
  const space = columnSpace(values, { asTheyAre: [4] });
  const seen = toColumnSpace(values, space);
  for (let j = 0; j < 4; j++) {
    const own = seen.data.filter((_, at) => at % 5 === j);
    const mean = own.reduce((a, b) => a + b / ROWS, 0);
    expect(mean).toBeCloseTo(0, 10);
    expect(own.reduce((a, b) => a + (b - mean) ** 2 / (ROWS - 1), 0)).toBeCloseTo(1, 10);
  }
  expect(seen.data.filter((_, at) => at % 5 === 4)).toEqual(
    values.data.filter((_, at) => at % 5 === 4),
  );
});

test("goes there and back, and knows its slopes and log-determinant", () => {
  const space = columnSpace(values, { asTheyAre: [4] });
  const some = gatherRows(values, [0, 1, 2, 3]);
  const back = fromColumnSpace(toColumnSpace(some, space), space);
  back.data.forEach((v, at) => expect(v).toBeCloseTo(some.data[at], 10));

  const slopes = columnSlopes(some, space);
  const numeric = slopes.data.map((_, at) => {
    const h = 1e-5 * some.data[at];
    const moved = (by: number): number => {
      const data = some.data.slice();
      data[at] += by;
      return toColumnSpace(matrix(4, 5, data), space).data[at];
    };
    return (moved(h) - moved(-h)) / (2 * h);
  });
  slopes.data.forEach((s, at) => expect(s / numeric[at]).toBeCloseTo(1, 7));
  logDetToColumnSpace(some, space).forEach((logDet, i) => {
    const own = slopes.data.subarray(5 * i, 5 * i + 5);
    expect(logDet).toBeCloseTo(
      own.reduce((sum, s) => sum + Math.log(s), 0),
      10,
    );
  });
});

test("a constant column is centred and no more", () => {
  const constant = matrix(30, 1, new Float64Array(30).fill(5));
  const space = columnSpace(constant);
  expect(space.logs).toEqual([]);
  expect([...toColumnSpace(matrix(2, 1, Float64Array.of(5, 6)), space).data]).toEqual([0, 1]);
});

test("values beyond the range are counted, and taken to lie at its edge", () => {
  const space = columnSpace(matrix(3, 2, Float64Array.of(0, 1, 2, 3, 4, 5)));
  const rows = matrix(2, 2, Float64Array.of(-1, 3, 2, 6));
  expect(countBeyond(rows.data, space)).toBe(2);
  expect([...clampToRange(rows, space).data]).toEqual([0, 3, 2, 5]);
});

function centred(m: Matrix): Matrix {
  const mean = m.data.reduce((a, b) => a + b / m.rows, 0);
  return matrix(
    m.rows,
    1,
    m.data.map((v) => v - mean),
  );
}
