import { assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Bijector, Matrix, Support } from "@retrodict/spec";
import { numberAbove, numberBelow } from "./next-number.ts";

/** A smooth one-to-one map of an interval onto the line. */
export interface Coordinate {
  forward(x: number): number;
  inverse(z: number): number;
  /** `log |d inverse / dz|`. */
  logSlope(z: number): number;
  /** 1 where `inverse` rises, −1 where it falls. */
  readonly sign: 1 | -1;
  /** `d logSlope / dz`. */
  bend(z: number): number;
}

/** How an interval between two finite edges becomes the line. */
export type IntervalCoordinate = (lower: number, upper: number) => Coordinate;

/**
 * The bijector of a support, dimension by dimension: the identity on the line, the logarithm of the distance
 * to the edge on a half-line, and `interval` between two edges. The way back never ends on an edge, where there is no
 * way forth: what rounds to one becomes the nearest number inside.
 */
export function bijector(support: Support, interval: IntervalCoordinate): Bijector {
  const coordinates = Array.from(support.lower, (lower, j) =>
    withinEdges(coordinate(lower, support.upper[j], interval), lower, support.upper[j]),
  );
  const dim = coordinates.length;

  const map = (m: Matrix, name: string, to: (c: Coordinate, value: number) => number): Matrix => {
    assertMatrix(m, { cols: dim }, name, "distributions");
    return matrix(
      m.rows,
      dim,
      m.data.map((value, at) => to(coordinates[at % dim], value)),
    );
  };

  return Object.freeze({
    dim,
    forward: (x: Matrix) => map(x, "x", (c, value) => c.forward(value)),
    inverse: (z: Matrix) => map(z, "z", (c, value) => c.inverse(value)),
    logDetInverse(z: Matrix) {
      const slopes = map(z, "z", (c, value) => c.logSlope(value));
      const sums = new Float64Array(z.rows);
      slopes.data.forEach((value, at) => (sums[Math.floor(at / dim)] += value));
      return sums;
    },
    pullback(z: Matrix, gradient: Matrix) {
      assertMatrix(gradient, { rows: z.rows, cols: dim }, "gradient", "distributions");
      const slopes = map(z, "z", (c, value) => c.sign * Math.exp(c.logSlope(value)));
      const bends = map(z, "z", (c, value) => c.bend(value));
      return matrix(
        z.rows,
        dim,
        bends.data.map((bend, at) => bend + slopes.data[at] * gradient.data[at]),
      );
    },
  });
}

function coordinate(lower: number, upper: number, interval: IntervalCoordinate): Coordinate {
  if (Number.isFinite(lower) && Number.isFinite(upper)) return interval(lower, upper);
  if (Number.isFinite(lower)) return logDistance(lower, 1);
  if (Number.isFinite(upper)) return logDistance(upper, -1);
  return { forward: (x) => x, inverse: (z) => z, logSlope: () => 0, sign: 1, bend: () => 0 };
}

function withinEdges(within: Coordinate, lower: number, upper: number): Coordinate {
  if (!Number.isFinite(lower) && !Number.isFinite(upper)) return within;
  const [least, most] = [numberAbove(lower), numberBelow(upper)];
  return { ...within, inverse: (z) => Math.min(Math.max(within.inverse(z), least), most) };
}

function logDistance(edge: number, sign: 1 | -1): Coordinate {
  return {
    forward: (x) => Math.log(sign * (x - edge)),
    inverse: (z) => edge + sign * Math.exp(z),
    logSlope: (z) => z,
    sign,
    bend: () => 1,
  };
}
