/** Gradients of an estimator's score against finite differences along a random direction. */
import { matrix } from "@retrodict/matrix";
import type { ConditionalEstimator, Matrix, Rng } from "@retrodict/spec";
import { largestError, normals } from "./numbers.ts";

const ROWS = 6;
/** Step of the differences in float32: truncation grows as its square, rounding as 1e-6 over it. */
const STEP = 5e-3;
/** What the differences to either side may differ by where no edge is near. */
const SMOOTH = 3e-3;
/** Points tried until one is away from edges, such as a rectifier's or a spline's knot. */
const ATTEMPTS = 10;

export interface Slopes {
  /** From the pullback, called once for all gradients and once for this one alone. */
  readonly analytic: number;
  /** By central differences; NaN if every point tried is near an edge. */
  readonly numeric: number;
}

interface Point {
  readonly params: Float32Array;
  readonly target: Matrix;
  readonly context: Matrix;
}

/** Slope of a random combination of scores along a random unit direction of the weights, the target or the context. */
export function slopes(
  rng: Rng,
  estimator: ConditionalEstimator,
  params: Float32Array,
  by: keyof Point,
): Slopes {
  const { targetDim, contextDim } = estimator.shape;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const target = normals(rng, ROWS, targetDim);
    const point = { params, target, context: normals(rng, ROWS, contextDim) };
    const cotangent = normals(rng, ROWS, 1).data;
    const direction = unit(rng, numbers(point[by]).length);
    const at = (steps: number): number =>
      combinedScore(estimator, moved(point, by, direction, steps * STEP), cotangent);
    const above = (4 * at(1) - 3 * at(0) - at(2)) / (2 * STEP);
    const below = (3 * at(0) - 4 * at(-1) + at(-2)) / (2 * STEP);
    if (!(largestError([above], [below]) < SMOOTH)) continue;
    const gradient = numbers(pulledBack(estimator, point, cotangent, by));
    return {
      analytic: direction.reduce((sum, d, i) => sum + d * gradient[i], 0),
      numeric: (at(1) - at(-1)) / (2 * STEP),
    };
  }
  return { analytic: Number.NaN, numeric: Number.NaN };
}

/** Half of what pullbacks add in two calls, one for all gradients and one for this one alone. */
function pulledBack(
  estimator: ConditionalEstimator,
  { params, target, context }: Point,
  cotangent: Float64Array,
  by: keyof Point,
): Float32Array | Matrix {
  const into = {
    params: new Float32Array(params.length),
    target: matrix(target.rows, target.cols),
    context: matrix(context.rows, context.cols),
  };
  const { pullback } = estimator.scoreVjp(params, target, context);
  pullback(cotangent, into);
  pullback(cotangent, { [by]: into[by] });
  numbers(into[by]).forEach((v, i, all) => (all[i] = v / 2));
  return into[by];
}

function combinedScore(
  estimator: ConditionalEstimator,
  { params, target, context }: Point,
  cotangent: Float64Array,
): number {
  const score = estimator.score(params, target, context);
  return score.reduce((sum, s, i) => sum + s * cotangent[i], 0);
}

function moved(point: Point, by: keyof Point, direction: Float64Array, step: number): Point {
  const { params, target, context } = point;
  const copy = { params: params.slice(), target: copyOf(target), context: copyOf(context) };
  direction.forEach((d, i) => (numbers(copy[by])[i] += step * d));
  return copy;
}

function unit(rng: Rng, length: number): Float64Array {
  const v = normals(rng, 1, length).data;
  const norm = Math.hypot(...v);
  return v.map((x) => x / norm);
}

function numbers(v: Float32Array | Matrix): Float32Array | Float64Array {
  return v instanceof Float32Array ? v : v.data;
}

function copyOf({ rows, cols, data }: Matrix): Matrix {
  return matrix(rows, cols, data.slice());
}
