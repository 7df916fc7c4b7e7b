import type { Matrix } from "@retrodict/spec";

/** A curve through parameter space whose points are linear in its coefficients. */
export interface Curve {
  /** How many coefficients. */
  readonly coefficients: number;
  /** Points and derivatives by the position s, one row for each of the positions from 0 to 1. */
  at(coefficients: Float64Array): CurvePoints;
  /** From gradients by points and tangents to that by the coefficients. */
  pull(byPoints: Matrix, byTangents: Matrix): Float64Array;
}

export interface CurvePoints {
  readonly points: Matrix;
  readonly tangents: Matrix;
}

/** What a curve costs, and its gradients by log-densities and tangents. */
export interface Cost {
  readonly value: number;
  readonly byLogDensity: Float64Array;
  readonly byTangents: Matrix;
}

export type CostOf = (logDensity: Float64Array, tangents: Matrix) => Cost;
