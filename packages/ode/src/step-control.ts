import type { VectorField } from "@retrodict/spec";

/** What a step may get wrong: `atol + rtol |y|` per dimension. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

const SAFETY = 0.9;
const SMALLEST = 0.2;
const LARGEST = 10;
const LOG_LEAST_PREVIOUS = Math.log(1e-4);

/** Root mean square of `values` in units of the tolerance around the larger of `|before|`, `|after|`. */
export function errorNorm(
  values: Float64Array,
  before: Float64Array,
  after: Float64Array,
  { rtol, atol }: Tolerance,
): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.max(Math.abs(before[i]), Math.abs(after[i]));
    sum += (values[i] / (atol + rtol * size)) ** 2;
  }
  return Math.sqrt(sum / values.length);
}

/**
 * The PI controller of Gustafsson (*ACM Trans. Math. Softw.* 17:533, 1991): given the scaled error of a
 * step, of which at most 1 is accepted, returns the factor for the next step or the next try. The error
 * shrinks like the step to the power `order`. No growth right after a rejection.
 */
export function piController(order: number): (error: number) => number {
  let logPrevious = 0;
  let largest = LARGEST;
  return (error) => {
    if (!(error <= 1)) {
      largest = 1;
      return Number.isFinite(error) ? Math.max(SMALLEST, SAFETY * error ** (-1 / order)) : SMALLEST;
    }
    const logError = Math.log(error);
    const wanted = SAFETY * Math.exp((0.4 * logPrevious - 0.7 * logError) / order);
    const factor = Math.min(largest, Math.max(SMALLEST, wanted));
    logPrevious = Math.max(logError, LOG_LEAST_PREVIOUS);
    largest = LARGEST;
    return factor;
  };
}

/**
 * A first step from the sizes of `y`, its slope and the slope's change
 * (Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I*, section II.4).
 */
export function firstStep(
  field: VectorField,
  t: number,
  y: Float64Array,
  order: number,
  tolerance: Tolerance,
): number {
  const slope = new Float64Array(y.length);
  const moved = new Float64Array(y.length);
  field(t, y, slope);
  const size = errorNorm(y, y, y, tolerance);
  const speed = errorNorm(slope, y, y, tolerance);
  const guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * size) / speed;
  field(
    t + guess,
    y.map((value, i) => value + guess * slope[i]),
    moved,
  );
  const change = moved.map((value, i) => (value - slope[i]) / guess);
  const curvature = Math.max(speed, errorNorm(change, y, y, tolerance));
  const wanted =
    curvature <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : (0.01 / curvature) ** (1 / order);
  const step = Math.min(100 * guess, wanted);
  return step > 0 ? step : guess;
}
