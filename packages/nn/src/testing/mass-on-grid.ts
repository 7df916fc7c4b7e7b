import { fromRows, row } from "@retrodict/matrix";
import type { Distribution } from "@retrodict/spec";

export interface GridMass {
  /** Of the whole grid. */
  readonly total: number;
  /** Mean of the `power`-th power of dimension `d` under the density. */
  moment(d: number, power: number): number;
}

/** The density of one or two dimensions, integrated over `side` points per dimension within ±`reach`. */
export function massOnGrid(
  distribution: Distribution,
  reach: ArrayLike<number>,
  side: number,
): GridMass {
  const axis = (d: number) =>
    Array.from({ length: side }, (_, i) => reach[d] * ((2 * i) / (side - 1) - 1));
  const points = fromRows(
    reach.length === 1
      ? axis(0).map((a) => [a])
      : axis(0).flatMap((a) => axis(1).map((b) => [a, b])),
  );
  const cell = Array.from(reach).reduce((volume, r) => (volume * 2 * r) / (side - 1), 1);
  const mass = distribution.logDensity(points).map((v) => Math.exp(v) * cell);
  return {
    total: mass.reduce((a, b) => a + b),
    moment: (d, power) => mass.reduce((sum, m, i) => sum + m * row(points, i)[d] ** power, 0),
  };
}
