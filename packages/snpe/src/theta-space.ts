/*
 * Where the estimator sees theta: the logarithm of parameters with one finite edge, plain values of the others,
 * then standardised. Densities there become densities of theta by the exact log-determinant.
 */
import { matrix } from "@retrodict/matrix";
import {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "@retrodict/nn";
import type { Matrix, Support } from "@retrodict/spec";

export interface ThetaSpace {
  /** Per parameter: 1 for `log(theta − edge)`, −1 for `log(edge − theta)`, 0 for theta itself. */
  readonly direction: Float64Array;
  /** The finite edge of a half-line; 0 where there is none. */
  readonly edge: Float64Array;
  readonly standardization: Standardization;
}

type HalfLines = Pick<ThetaSpace, "direction" | "edge">;

/** Which parameters a support bounds on one side only. */
export function halfLines({ lower, upper }: Support): HalfLines {
  const direction = lower.map((low, j) => Number(low > -Infinity) - Number(upper[j]! < Infinity));
  const edge = direction.map((side, j) => (side > 0 ? lower[j]! : side < 0 ? upper[j]! : 0));
  return { direction, edge };
}

/** Logarithms of the half-line parameters; NaN or −∞ for values on or beyond their edge. */
export function takeLogs(theta: Matrix, { direction, edge }: HalfLines): Matrix {
  const { rows, cols } = theta;
  const logs = theta.data.map((value, i) => {
    const side = direction[i % cols]!;
    return side === 0 ? value : Math.log(side * (value - edge[i % cols]!));
  });
  return matrix(rows, cols, logs);
}

/** The space in which `theta`, rows from within the support, has mean 0 and standard deviation 1. */
export function thetaSpace(theta: Matrix, support: Support): ThetaSpace {
  const lines = halfLines(support);
  return Object.freeze({ ...lines, standardization: standardization(takeLogs(theta, lines)) });
}

/** Theta to what the estimator sees. */
export function toSpace(theta: Matrix, space: ThetaSpace): Matrix {
  return standardize(takeLogs(theta, space), space.standardization);
}

/** What the estimator sees to theta. */
export function fromSpace(values: Matrix, space: ThetaSpace): Matrix {
  const logs = unstandardize(values, space.standardization);
  const { direction, edge } = space;
  const data = logs.data.map((value, i) => {
    const side = direction[i % logs.cols]!;
    return side === 0 ? value : edge[i % logs.cols]! + side * Math.exp(value);
  });
  return matrix(logs.rows, logs.cols, data);
}

/** `log |det d toSpace / d theta|`, one value per row. */
export function logDetToSpace(theta: Matrix, space: ThetaSpace): Float64Array {
  const { direction, standardization } = space;
  const logs = takeLogs(theta, space);
  const out = new Float64Array(theta.rows).fill(logDetStandardize(standardization));
  for (let i = 0; i < logs.data.length; i++) {
    if (direction[i % logs.cols] !== 0) out[Math.floor(i / logs.cols)]! -= logs.data[i]!;
  }
  return out;
}
