/** A density's mass on a grid wide enough to hold all of it. */
import { columnMeans, columnStds, fromRows } from "@retrodict/matrix";
import type { Distribution, Matrix } from "@retrodict/spec";

export interface Quadrature {
  readonly points: Matrix;
  /** Mass of the cell around each point. */
  readonly mass: Float64Array;
  /** Cell edges' half width per dimension. */
  readonly halfWidths: Float64Array;
}

/** Points per side for 1 and 2 dimensions. */
const SIDES = [4001, 401];
/** How far the grid reaches, in standard deviations of the draws. */
const REACH = 10;

/** Integrates `distribution`, of 1 or 2 dimensions, by the midpoint rule around where its draws are. */
export function quadrature(distribution: Distribution, draws: Matrix): Quadrature {
  const side = SIDES[draws.cols - 1];
  const means = columnMeans(draws);
  const reach = columnStds(draws).map((std) => REACH * std);
  const axis = (j: number): number[] =>
    Array.from({ length: side }, (_, i) => means[j] + reach[j] * ((2 * i) / (side - 1) - 1));
  const points = fromRows(
    draws.cols === 1 ? axis(0).map((a) => [a]) : axis(0).flatMap((a) => axis(1).map((b) => [a, b])),
  );
  const halfWidths = reach.map((r) => r / (side - 1));
  const cell = halfWidths.reduce((volume, half) => volume * 2 * half, 1);
  const mass = distribution.logDensity(points).map((v) => Math.exp(v) * cell);
  return { points, mass, halfWidths };
}
