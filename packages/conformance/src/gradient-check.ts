/** An estimator's gradients against central differences of its own score. */
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { ConditionalEstimator, Matrix, Rng } from "@retrodict/spec";
import { expectTrue } from "./expect.ts";
import { problem, type Problem } from "./problem.ts";

export type Variable = "params" | "target" | "context";

const ROWS = 6;
/** Steps of the differences: truncation grows as STEP², rounding of float32 scores as 1e-6 / STEP. */
const STEP = 8e-3;
/** What halving the step may change where the score is smooth, relative to the derivative's size. */
const SMOOTH = 4e-3;
/** Networks have kinks; this many problems are tried until one has none between the steps. */
const ATTEMPTS = 20;

/** The derivative along random directions is that of the differences, wherever the score is smooth. */
export function checkGradient(estimator: ConditionalEstimator, variable: Variable): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rng = stream("gradient").fork(variable).fork(attempt);
    const at = problem(rng, estimator, ROWS);
    const cotangent = Float64Array.from({ length: ROWS }, () => rng.normal());
    const gradient = gradientTo(estimator, at, cotangent, variable);
    const direction = unit(rng, gradient.length);
    const value = (step: number): number =>
      along(estimator, at, cotangent, { variable, direction, step });
    const slope = (step: number): number => (value(step) - value(-step)) / (2 * step);
    const bend = (step: number): number => value(step) - 2 * value(0) + value(-step);
    const [coarse, fine] = [slope(STEP), slope(STEP / 2)];
    const size = 1 + Math.abs(fine);
    // Halving the step quarters the bend of a smooth function, and halves that of a kink in the middle.
    const kink = Math.abs(4 * bend(STEP / 2) - bend(STEP)) / STEP;
    if (!(Math.max(Math.abs(coarse - fine), kink) < SMOOTH * size)) continue;
    const analytic = direction.reduce((sum, d, i) => sum + d * gradient[i], 0);
    expectTrue(
      Math.abs(analytic - fine) < SMOOTH * size,
      `a derivative along ${variable} within ${SMOOTH} of ${fine}`,
      String(analytic),
    );
    return;
  }
  expectTrue(false, `a smooth score in ${ATTEMPTS} random problems`, "kinks in all of them");
}

function gradientTo(
  estimator: ConditionalEstimator,
  { params, target, context }: Problem,
  cotangent: Float64Array,
  variable: Variable,
): ArrayLike<number> {
  const into = {
    params: new Float32Array(params.length),
    target: matrix(target.rows, target.cols),
    context: matrix(context.rows, context.cols),
  };
  const vjp = estimator.scoreVjp(params, target, context);
  // Pullbacks add: two of one half make a whole.
  const half = cotangent.map((c) => c / 2);
  vjp.pullback(half, { [variable]: into[variable] });
  vjp.pullback(half, { [variable]: into[variable] });
  return numbers(into[variable]);
}

interface Move {
  readonly variable: Variable;
  readonly direction: Float64Array;
  readonly step: number;
}

/** Σ cotangent · score at a point moved along a direction. */
function along(
  estimator: ConditionalEstimator,
  { params, target, context }: Problem,
  cotangent: Float64Array,
  { variable, direction, step }: Move,
): number {
  const at = { params: params.slice(), target: copy(target), context: copy(context) };
  const moved = numbers(at[variable]);
  direction.forEach((d, i) => (moved[i] += step * d));
  const score = estimator.score(at.params, at.target, at.context);
  return score.reduce((sum, s, i) => sum + s * cotangent[i], 0);
}

/** Scaled so that steps stay small in every coordinate, however many there are. */
function unit(rng: Rng, length: number): Float64Array {
  const direction = Float64Array.from({ length }, () => rng.normal());
  const norm = Math.hypot(...direction);
  return direction.map((d) => (2 * d) / norm);
}

const numbers = (of: Float32Array | Matrix): Float32Array | Float64Array =>
  of instanceof Float32Array ? of : of.data;

const copy = ({ rows, cols, data }: Matrix): Matrix => matrix(rows, cols, data.slice());
