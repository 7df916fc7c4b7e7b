/**
 * The spike and slab of observation errors of Ward, Cannon, Beaumont, Fasiolo & Schmon, "Robust neural posterior
 * estimation and statistical model criticism" (NeurIPS 2022): what is observed is x + e, and most numbers of e are
 * negligible.
 */
import { assert } from "@retrodict/check";
import { column, columnStds, matrix } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { Matrix, Rng } from "@retrodict/spec";
import { normalQuantile, quantiles } from "@retrodict/stats";
import type { ErrorOptions } from "./types.ts";

/** Data as they might be observed. */
export interface WithErrors {
  readonly x: Matrix;
  /** 1 where a number is in error, row by row. */
  readonly inError: Uint8Array;
}

export interface ErrorModel {
  /** Of each column. */
  readonly spread: Float64Array;
  readonly probability: number;
  /** Adds an error to each number of `x`, one observation a row; what is missing (NaN) stays so. */
  add(rng: Rng, x: Matrix): WithErrors;
}

/** The errors that features like those of `x`, simulated from the prior, may have. */
export function errorModel(
  x: Matrix,
  { probability = 0.1, slab = 1, spike = 0.01 }: ErrorOptions = {},
): ErrorModel {
  assert(
    probability > 0 && probability < 1,
    "range",
    "robust",
    () =>
      `expected probability between 0 and 1, got ${probability}; 0.1 takes one feature in ten for wrong`,
  );
  assert(
    spike > 0 && slab > spike && slab < Infinity,
    "range",
    "robust",
    () =>
      `expected 0 < spike < slab, got a spike of ${spike} and a slab of ${slab}; 0.01 and 1 are usual`,
  );
  const spread = spreads(x);
  return Object.freeze<ErrorModel>({
    spread,
    probability,
    add(rng, { rows, cols, data }) {
      const inError = new Uint8Array(rows * cols);
      const noisy = data.map((value, at) => {
        inError[at] = Number(rng.uniform() < probability);
        const error =
          inError[at] === 1
            ? slab * Math.tan(Math.PI * (rng.uniform() - 0.5))
            : spike * rng.normal();
        return value + error * spread[at % cols];
      });
      return { x: matrix(rows, cols, noisy), inError };
    },
  });
}

/** Quartiles of a normal distribution are that many standard deviations apart. */
const QUARTILES = 2 * normalQuantile(0.75);

/**
 * A standard deviation of each column that outliers do not move: the distance between the quartiles over that of a
 * normal distribution; the deviation itself where half of the values are the same, and 1 where all are.
 */
function spreads(x: Matrix): Float64Array {
  const { x: whole } = finiteRows(x, x);
  assert(
    whole.rows > 1,
    "data",
    "robust",
    () => `expected at least two simulations with output, got ${whole.rows}; simulate more`,
  );
  const stds = columnStds(whole);
  return stds.map((std, j) => {
    const [lower, upper] = quantiles(column(whole, j), [0.25, 0.75]);
    return (upper - lower) / QUARTILES || std || 1;
  });
}
