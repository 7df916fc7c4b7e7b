import { matrix, row } from "@retrodict/matrix";
import { logSumExp } from "@retrodict/stats";
import type { Matrix } from "@retrodict/spec";
import type { CostOf } from "./types.ts";

/**
 * The length of a curve in a space that is stretched by the density to the power −β, in nats: `1/β log ∫ p^−β |x′|
 * ds`, to which is added the log of root mean square over mean speed, 0 where the positions are evenly spaced: else
 * curves would leap over what is improbable, between two of them. Shortest curves are geodesics of that space
 * (Bijral, Ratliff & Srebro 2011); for large β the cost is minus the lowest log-density on the way. A constant added
 * to the log-density changes no path.
 */
export function geodesicCost(beta: number): CostOf {
  return (logDensity, tangents) => {
    const speeds = speedsOf(tangents);
    const n = speeds.length;
    const terms = logDensity.map((value, i) => -beta * value + Math.log(speeds[i]));
    const total = logSumExp(terms);
    const weights = terms.map((term) => Math.exp(term - total));
    const [mean, square] = [average(speeds), average(speeds.map((v) => v * v))];
    return {
      value: (total - Math.log(n)) / beta + Math.log(square) / 2 - Math.log(mean),
      byLogDensity: weights.map((weight) => -weight),
      byTangents: alongTangents(
        tangents,
        speeds,
        speeds.map((v, i) => weights[i] / (beta * v) + v / (n * square) - 1 / (n * mean)),
      ),
    };
  };
}

/**
 * The cost of Gonçalves et al. (eLife 2020) as their program has it: `−Σ ln p |x′|` over the positions, not times their
 * distance. It depends on the density's constant, and where densities exceed 1 longer curves cost less.
 */
export const publishedCost: CostOf = (logDensity, tangents) => {
  const speeds = speedsOf(tangents);
  return {
    value: logDensity.reduce((sum, value, i) => sum - value * speeds[i], 0),
    byLogDensity: speeds.map((v) => -v),
    byTangents: alongTangents(
      tangents,
      speeds,
      logDensity.map((value) => -value),
    ),
  };
};

const average = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value / values.length, 0);

/** A curve that stands still somewhere still has a direction there. */
const speedsOf = (tangents: Matrix): Float64Array =>
  Float64Array.from({ length: tangents.rows }, (_, i) =>
    Math.max(Math.hypot(...row(tangents, i)), Number.MIN_VALUE),
  );

/** From gradients by speeds to those by tangents. */
function alongTangents(tangents: Matrix, speeds: Float64Array, bySpeed: Float64Array): Matrix {
  const { rows, cols, data } = tangents;
  return matrix(
    rows,
    cols,
    data.map((value, at) => {
      const i = Math.floor(at / cols);
      return (bySpeed[i] * value) / speeds[i];
    }),
  );
}
