/** θ ~ N(0, 1) measured four times to 0.3: with a spike and slab of errors its posterior is known by quadrature. */
import { multivariateNormal } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";

export const FEATURES = 4;
export const NOISE_STD = 0.3;

export const prior = multivariateNormal([0], matrix(1, 1, Float64Array.of(1)));

export function simulated(rng: Rng, theta: Matrix): Matrix {
  const x = matrix(theta.rows, FEATURES);
  for (let at = 0; at < x.data.length; at++)
    x.data[at] = theta.data[Math.floor(at / FEATURES)] + NOISE_STD * rng.normal();
  return x;
}

export interface ExactPosterior {
  logDensity(theta: number): number;
  /** Of each measurement to be in error. */
  readonly errorProbabilities: Float64Array;
}

const LEAST = -6;
const STEP = 0.01;
const GRID = Float64Array.from({ length: 1201 }, (_, i) => LEAST + STEP * i);

/** The posterior given measurements whose errors have these scales, in the measurements' own units. */
export function exactPosterior(
  x: Float64Array,
  { probability, slab, spike }: { probability: number; slab: number; spike: number },
): ExactPosterior {
  const right = Math.hypot(NOISE_STD, spike);
  const parts = (theta: number) =>
    Array.from(x, (value) => [
      ((1 - probability) * normalDensity((value - theta) / right)) / right,
      probability * voigt(value - theta, slab),
    ]);
  const joint = (theta: number) =>
    parts(theta).reduce((product, [a, b]) => product * (a + b), normalDensity(theta));
  const weights = GRID.map(joint);
  const total = weights.reduce((a, b) => a + b) * STEP;
  const errorProbabilities = new Float64Array(x.length);
  GRID.forEach((theta, i) =>
    parts(theta).forEach(([a, b], j) => {
      errorProbabilities[j] += ((b / (a + b)) * weights[i] * STEP) / total;
    }),
  );
  return { logDensity: (theta) => Math.log(joint(theta) / total), errorProbabilities };
}

const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The density of N(0, 0.3²) + Cauchy(0, slab), by the trapezoidal rule over the normal part. */
function voigt(value: number, slab: number): number {
  let sum = 0;
  for (let z = -6; z <= 6; z += 0.25) {
    const rest = (value - NOISE_STD * z) / slab;
    sum += (0.25 * normalDensity(z)) / (Math.PI * slab * (1 + rest * rest));
  }
  return sum;
}
