import { RetrodictError } from "@retrodict/check";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
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
import { matmul, transpose } from "./product.ts";

const m = fromRows([
  [1, 2, 3],
  [4, 5, 6],
]);

const matrices = (rows: number, cols: number) =>
  fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: rows * cols, maxLength: rows * cols })
    .map((values) =>
      matrix(
        rows,
        cols,
        Float64Array.from(values, (value) => value + 0),
      ),
    );
const sizes = fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 1, max: 5 })));

/** Ignores the sign of zero, which products of whole numbers do not keep. */
const values = (x: { readonly data: Float64Array }) => Array.from(x.data, (value) => value + 0);

test("shape and layout", () => {
  expect(m).toEqual({ rows: 2, cols: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) });
  expect(matrix(2, 2).data).toEqual(new Float64Array(4));
  expect(identity(2)).toEqual(
    fromRows([
      [1, 0],
      [0, 1],
    ]),
  );
  expect(Object.isFrozen(m)).toBe(true);
});

test("a row is a view, a column is a copy", () => {
  const copy = matrix(2, 3, m.data.slice());
  row(copy, 1)[0] = 40;
  column(copy, 1)[0] = 20;
  expect([...copy.data]).toEqual([1, 2, 3, 40, 5, 6]);
  expect([...column(m, 2)]).toEqual([3, 6]);
});

test("gathers and stacks rows", () => {
  expect(gatherRows(m, [1, 0, 1])).toEqual(
    fromRows([
      [4, 5, 6],
      [1, 2, 3],
      [4, 5, 6],
    ]),
  );
  expect(gatherColumns(m, [2, 0])).toEqual(
    fromRows([
      [3, 1],
      [6, 4],
    ]),
  );
  expect(() => gatherRows(m, [2])).toThrow("row");
  expect(() => gatherColumns(m, [3])).toThrow("column");
  expect(stackRows(m, matrix(0, 3), m)).toEqual(gatherRows(m, [0, 1, 0, 1]));
  expect(gatherRows(m, []).rows).toBe(0);
  expect(firstRows(m, 1)).toEqual(gatherRows(m, [0]));
  expect(firstRows(m, 3)).toEqual(m);
});

test("products are associative, and transpose in reverse order", () => {
  const cases = sizes.chain(([p, q, r, s]) =>
    fc.tuple(matrices(p, q), matrices(q, r), matrices(r, s)),
  );
  fc.assert(
    fc.property(cases, ([a, b, c]) => {
      expect(values(matmul(matmul(a, b), c))).toEqual(values(matmul(a, matmul(b, c))));
      expect(values(transpose(matmul(a, b)))).toEqual(values(matmul(transpose(b), transpose(a))));
      expect(values(matmul(identity(a.rows), a))).toEqual(values(a));
    }),
  );
});

test("a product by hand", () => {
  const product = fromRows([
    [14, 32],
    [32, 77],
  ]);
  expect(matmul(m, transpose(m))).toEqual(product);
});

describe("misuse", () => {
  test.each([
    ["data of the wrong length", () => matrix(2, 2, new Float64Array(3)), /data of length 4/],
    ["ragged rows", () => fromRows([[1, 2], [3]]), /row 1 of length 2, got 1/],
    ["a negative size", () => matrix(-1, 2), /rows to be an integer/],
    ["a row out of range", () => row(m, 2), /row index from 0 to 1, got 2/],
    ["a fractional column", () => column(m, 0.5), /column index/],
    ["a gathered row out of range", () => gatherRows(m, [0, -1]), /row index/],
    ["stacking different widths", () => stackRows(m, matrix(1, 2)), /every part of shape/],
    ["a product of shapes that do not fit", () => matmul(m, m), /b of shape 3 × 3, got 2 × 3/],
  ])("%s", (_, act, message) => {
    expect(act).toThrow(RetrodictError);
    expect(act).toThrow(message);
  });
});
