import { column, columnStds } from "@retrodict/matrix";
import { standardization } from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";
import type { Distance } from "./types.ts";

/** Standard deviations per median absolute deviation of a normal. */
const STDS_PER_DEVIATION = 1.4826;

/**
 * Euclidean distance with each column in units of its spread among `reference` rows. Taken from simulations near the
 * posterior rather than from the prior, the units tell which columns still vary there (Prangle 2017).
 */
export function scaledDistance(reference: Matrix): Distance {
  const spread = spreads(reference);
  return (x, observed) => {
    const squares = new Float64Array(x.rows);
    x.data.forEach((value, at) => {
      const j = at % x.cols;
      squares[Math.floor(at / x.cols)] += ((value - observed[j]) / spread[j]) ** 2;
    });
    return squares.map(Math.sqrt);
  };
}

/**
 * The median absolute deviation of every column, in units of a normal's standard deviation; where more than half of
 * the values are equal, the standard deviation itself. `Infinity` for columns that do not vary: they tell no
 * simulation from another.
 */
export function spreads(x: Matrix): Float64Array {
  const stds = columnStds(x);
  const { constant } = standardization(x);
  return stds.map((std, j) => {
    if (constant.includes(j)) return Infinity;
    const values = column(x, j);
    const centre = median(values);
    return STDS_PER_DEVIATION * median(values.map((v) => Math.abs(v - centre))) || std;
  });
}

const median = (values: Float64Array): number => quantiles(values, [0.5])[0];
