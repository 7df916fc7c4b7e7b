import { fromRows } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { finiteRows } from "./index.ts";

test("keeps the pairs that are finite on both sides, in order, and counts the others", () => {
  const theta = fromRows([[1], [2], [Infinity], [4], [5]]);
  const x = fromRows([
    [1, 1],
    [2, NaN],
    [3, 3],
    [4, 4],
    [-Infinity, 5],
  ]);
  const kept = finiteRows(theta, x);
  expect([...kept.rows]).toEqual([0, 3]);
  expect(kept.excluded).toBe(3);
  expect([...kept.theta.data]).toEqual([1, 4]);
  expect([...kept.x.data]).toEqual([1, 1, 4, 4]);
});

test("refuses rows that do not pair", () => {
  expect(() => finiteRows(fromRows([[1]]), fromRows([[1], [2]]))).toThrow("nothing broadcasts");
});
