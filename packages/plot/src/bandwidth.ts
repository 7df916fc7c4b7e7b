import { columnStds, matrix } from "@retrodict/matrix";
import { quantiles } from "@retrodict/stats";

/** The finest kernel, as a share of an axis: a constant is drawn as a spike this wide, which one still sees. */
const finest = 1 / 400;

/**
 * Kernel bandwidth for positions on a unit axis: Silverman's rule with the smaller of standard deviation and
 * interquartile range (1986, eq. 3.31), so that neither outliers nor a second mode oversmooth the first.
 */
export function bandwidth(positions: Float64Array, dimensions: 1 | 2): number {
  const n = positions.length;
  if (n < 2) return finest;
  const [deviation] = columnStds(matrix(n, 1, positions));
  const [low, high] = quantiles(positions, [0.25, 0.75]);
  const spread = high > low ? Math.min(deviation, (high - low) / 1.34) : deviation;
  return Math.max(0.9 * spread * n ** (-1 / (4 + dimensions)), finest);
}
