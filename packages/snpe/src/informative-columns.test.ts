import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import { informativeColumns } from "./informative-columns.ts";

const ROWS = 2000;
const COLUMNS = 60;

/** Standard normal features; what is left of two parameters depends on some of them in ways that differ. */
function simulated(key: string) {
  const rng = stream(key);
  const context = matrix(
    ROWS,
    COLUMNS,
    new Float64Array(ROWS * COLUMNS).map(() => rng.normal()),
  );
  const residuals = matrix(ROWS, 2);
  for (let i = 0; i < ROWS; i++) {
    const x = context.data.subarray(i * COLUMNS, (i + 1) * COLUMNS);
    const [a, b] = [rng.normal(), rng.normal()];
    const correlation = Math.tanh(x[40]);
    residuals.data[2 * i] = 0.5 * x[7] + a * Math.exp(0.3 * x[12]);
    residuals.data[2 * i + 1] =
      0.3 * x[21] ** 2 + correlation * a + Math.sqrt(1 - correlation ** 2) * b;
  }
  return { context, residuals };
}

function noise(rows: number, cols: number): Matrix {
  const rng = stream("noise");
  return matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
}

test("finds trends, bends, changes of spread and of correlation, and nothing else", () => {
  const { context, residuals } = simulated("told");
  expect(informativeColumns(context, residuals)).toEqual([7, 12, 21, 40]);
});

test("of noise keeps nothing, of few columns all", () => {
  const { context } = simulated("context");
  const { residuals } = simulated("others");
  expect(informativeColumns(context, residuals)).toEqual([]);
  const few = matrix(ROWS, 24, context.data.slice(0, 24 * ROWS));
  expect(informativeColumns(few, residuals)).toHaveLength(24);
});

test("with a thousand simulations a column all are kept", () => {
  const [few, many] = [25_000, 26_000].map((rows) =>
    informativeColumns(noise(rows, 26), matrix(rows, 1)),
  );
  expect([few.length, many.length]).toEqual([0, 26]);
});

test("columns that never vary are no harm", () => {
  const { context, residuals } = simulated("told");
  for (let i = 0; i < ROWS; i++) context.data[i * COLUMNS] = 3;
  expect(informativeColumns(context, residuals)).toEqual([7, 12, 21, 40]);
});
