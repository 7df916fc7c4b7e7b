/** Simple likelihood, complex posterior: four draws from a Gaussian in the plane whose covariance takes squares of parameters. */
import type { Citation, ParameterSpec, Rng } from "@retrodict/spec";
import { numberedParameters } from "./fields.ts";

/** Added to both variances, so that the covariance is one at zero too. */
const JITTER = 1e-6;
/** Two coordinates of each of four points. */
export const LENGTH = 8;

/** The parameters of both tasks; defaults are the truth of Papamakarios et al. (2019). */
export const parameters: readonly ParameterSpec[] = numberedParameters(
  [
    "Mean of the first coordinate.",
    "Mean of the second coordinate.",
    "Its square is the standard deviation of the first coordinate.",
    "Its square is the standard deviation of the second coordinate.",
    "Its hyperbolic tangent is the correlation.",
  ],
  [-3, 3],
  [0.7, -2.9, -1, -0.9, 0.6],
);

export const origin: Citation = {
  title: "Sequential neural likelihood: fast likelihood-free inference with autoregressive flows",
  authors: "Papamakarios, Sterratt & Murray",
  year: 2019,
  url: "https://proceedings.mlr.press/v89/papamakarios19a.html",
};

/** Cholesky factor of the covariance: `out` becomes l₁₁, l₂₁, l₂₂. */
function factor(theta: Float64Array, out: Float64Array): void {
  const s1 = theta[2] * theta[2];
  const s2 = theta[3] * theta[3];
  out[0] = Math.sqrt(s1 * s1 + JITTER);
  out[1] = (Math.tanh(theta[4]) * s1 * s2) / out[0];
  out[2] = Math.sqrt(s2 * s2 + JITTER - out[1] * out[1]);
}

const l = new Float64Array(3);

/** Four points, one after the other, into the first eight numbers of `out`. */
export function simulatePoints(rng: Rng, theta: Float64Array, out: Float64Array): void {
  factor(theta, l);
  for (let i = 0; i < LENGTH; i += 2) {
    const a = rng.normal();
    const b = rng.normal();
    out[i] = theta[0] + l[0] * a;
    out[i + 1] = theta[1] + l[1] * a + l[2] * b;
  }
}

/** Log density of the eight numbers `at(0)` … `at(7)`. */
export function pointsLogDensity(theta: Float64Array, at: (index: number) => number): number {
  factor(theta, l);
  let square = 0;
  for (let i = 0; i < LENGTH; i += 2) {
    const a = (at(i) - theta[0]) / l[0];
    const b = (at(i + 1) - theta[1] - l[1] * a) / l[2];
    square += a * a + b * b;
  }
  return -0.5 * square - (LENGTH / 2) * (Math.log(l[0] * l[2]) + Math.log(2 * Math.PI));
}
