/** Targets whose moments are known, with what is expected of draws from them. */
import { box, gaussianMixture, multivariateNormal, normal } from "@retrodict/distributions";
import { fromRows, matrix, row } from "@retrodict/matrix";
import type { DifferentiableLogDensity, Distribution, Matrix } from "@retrodict/spec";

/** A function of theta and its moments under the target. */
export interface Quantity {
  readonly name: string;
  readonly of: (theta: Float64Array) => number;
  readonly mean: number;
  readonly variance: number;
}

export interface KnownTarget {
  readonly name: string;
  readonly target: DifferentiableLogDensity;
  readonly start: Distribution;
  readonly quantities: readonly Quantity[];
}

/** The value and its square, of something normal about 0. */
const centred = (
  name: string,
  std: number,
  of: (theta: Float64Array) => number,
): readonly Quantity[] => [
  { name, of, mean: 0, variance: std ** 2 },
  { name: `${name}²`, of: (theta) => of(theta) ** 2, mean: std ** 2, variance: 2 * std ** 4 },
];

/** A density from its value and gradient at one row. */
function density(
  dim: number,
  at: (theta: Float64Array, grad: Float64Array) => number,
): DifferentiableLogDensity {
  function logDensityGrad(x: Matrix) {
    const grad = matrix(x.rows, dim);
    const logDensity = Float64Array.from({ length: x.rows }, (_, i) => at(row(x, i), row(grad, i)));
    return { logDensity, grad };
  }
  return {
    dim,
    support: normal(new Float64Array(dim), new Float64Array(dim).fill(1)).support,
    logDensity: (x) => logDensityGrad(x).logDensity,
    logDensityGrad,
  };
}

const correlation = 0.99;
const correlated: KnownTarget = {
  name: "a correlated Gaussian",
  target: multivariateNormal(
    [1, 2, 3],
    fromRows([
      [1, correlation, 0],
      [correlation, 1, 0],
      [0, 0, 4],
    ]),
  ),
  start: normal([0, 0, 0], [5, 5, 5]),
  quantities: [
    ...centred("first", 1, (theta) => theta[0] - 1),
    ...centred("second", 1, (theta) => theta[1] - 2),
    ...centred("third", 2, (theta) => theta[2] - 3),
    ...centred("difference", Math.sqrt(2 - 2 * correlation), (t) => t[0] - t[1] + 1),
  ],
};

const WIDTH = 0.3;
const banana: KnownTarget = {
  name: "a banana",
  target: density(2, ([a, b], grad) => {
    const off = (b - a * a) / WIDTH ** 2;
    grad.set([2 * a * off - a, -off]);
    return -0.5 * a * a - 0.5 * (b - a * a) * off;
  }),
  start: normal([0, 0], [3, 5]),
  quantities: [
    ...centred("along", 1, ([a]) => a),
    ...centred("across", WIDTH, ([a, b]) => b - a * a),
  ],
};

const funnel: KnownTarget = {
  name: "Neal's funnel",
  target: density(3, ([v, a, b], grad) => {
    const square = (a * a + b * b) * Math.exp(-v);
    grad.set([-v / 9 + square / 2 - 1, -a * Math.exp(-v), -b * Math.exp(-v)]);
    return -(v * v) / 18 - square / 2 - v;
  }),
  start: normal([0, 0, 0], [3, 10, 10]),
  quantities: [
    ...centred("neck", 3, ([v]) => v),
    ...centred("first", 1, ([v, a]) => a * Math.exp(-v / 2)),
    ...centred("second", 1, ([v, , b]) => b * Math.exp(-v / 2)),
  ],
};

const SHARE = 0.7;
const small = fromRows([
  [0.25, 0],
  [0, 0.25],
]);
const modes: KnownTarget = {
  name: "two separated modes",
  target: gaussianMixture({
    weights: [1 - SHARE, SHARE],
    means: fromRows([
      [-3, -3],
      [3, 3],
    ]),
    covariances: [small, small],
  }),
  start: normal([0, 0], [5, 5]),
  quantities: [
    {
      name: "share",
      of: ([a]) => Number(a > 0),
      mean: SHARE,
      variance: SHARE * (1 - SHARE),
    },
    ...centred("first", 0.5, ([a]) => a - 3 * Math.sign(a)),
    ...centred("second", 0.5, ([a, b]) => b - 3 * Math.sign(a)),
  ],
};

/** The distance to the edge is half a normal; the other edge is twenty standard deviations away. */
const STD = 0.05;
const distance = (name: string, of: (theta: Float64Array) => number): readonly Quantity[] => [
  { name, of, mean: STD * Math.sqrt(2 / Math.PI), variance: STD ** 2 * (1 - 2 / Math.PI) },
  centred(name, STD, of)[1],
];
const corner: KnownTarget = {
  name: "a corner of a box",
  target: {
    ...multivariateNormal(
      [0, 1],
      fromRows([
        [STD ** 2, 0],
        [0, STD ** 2],
      ]),
    ),
    support: box([0, 0], [1, 1]).support,
  },
  start: box([0, 0], [1, 1]),
  quantities: [
    ...distance("from the left", ([a]) => a),
    ...distance("from the top", ([, b]) => 1 - b),
  ],
};

export const knownTargets: readonly KnownTarget[] = [correlated, banana, funnel, modes, corner];
