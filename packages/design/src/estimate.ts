/*
 * Means with standard errors from influence functions (the infinitesimal jackknife): the variance of an estimate is the
 * sum over its independent sets of rows of the variance of what a row adds, divided by how many there are.
 */
import { matrix, columnStds } from "@retrodict/matrix";
import type { Estimate } from "./types.ts";

export function estimate(value: number, influence: readonly Float64Array[]): Estimate {
  const variance = influence.reduce(
    (sum, rows) => sum + columnStds(matrix(rows.length, 1, rows))[0] ** 2 / rows.length,
    0,
  );
  return Object.freeze({ value, standardError: Math.sqrt(variance), influence });
}

/** `a − b`, both of the same rows. */
export const difference = (a: Estimate, b: Estimate): Estimate =>
  estimate(
    a.value - b.value,
    a.influence.map((rows, s) => rows.map((value, i) => value - b.influence[s][i])),
  );

export const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
