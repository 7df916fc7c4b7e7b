/** Linear Gaussian problems whose posterior is known, and the loop that algorithms are tried in. */
import { box, multivariateNormal } from "@retrodict/distributions";
import {
  cholesky,
  columnMeans,
  covariance,
  fromRows,
  inverseFromCholesky,
  matmul,
  matrix,
} from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Distribution, FitOptions, InferenceAlgorithm, Matrix, Round } from "@retrodict/spec";
import type { SnpeFit } from "./index.ts";

export interface Problem {
  readonly prior: Distribution;
  /** Standard deviations of the noise of x = theta + noise. */
  readonly noise: readonly number[];
  readonly observed: Float64Array;
  readonly mean: readonly number[];
  readonly covariance: Matrix;
}

/** A prior with correlation 0.8 and scales 2 and 0.5, centred off 0; the data are 1.5 deviations away. */
export function gaussianProblem(): Problem {
  const priorCovariance = fromRows([
    [4, 0.8],
    [0.8, 0.25],
  ]);
  const center = [1, -1];
  const noise = [1.2, 0.3];
  const observed = Float64Array.of(4, -0.6);
  const priorPrecision = inverseFromCholesky(cholesky(priorCovariance));
  const precision = fromRows([
    [priorPrecision.data[0] + noise[0] ** -2, priorPrecision.data[1]],
    [priorPrecision.data[2], priorPrecision.data[3] + noise[1] ** -2],
  ]);
  const pull = matmul(priorPrecision, matrix(2, 1, Float64Array.from(center))).data;
  const right = pull.map((value, j) => value + observed[j] / noise[j] ** 2);
  const posterior = inverseFromCholesky(cholesky(precision));
  return {
    prior: multivariateNormal(center, priorCovariance),
    noise,
    observed,
    mean: [...matmul(posterior, matrix(2, 1, right)).data],
    covariance: posterior,
  };
}

/** A uniform prior: the posterior is normal around the data, cut off at the box, here near an edge. */
export function uniformProblem(): Problem {
  const [lower, upper] = [
    [-2, -1],
    [2, 1],
  ];
  const noise = [0.6, 0.3];
  const observed = Float64Array.of(0.8, -0.6);
  const moments = [0, 1].map((j) => truncatedMoments(lower[j], upper[j], observed[j], noise[j]));
  return {
    prior: box(lower, upper),
    noise,
    observed,
    mean: moments.map(([mean]) => mean),
    covariance: fromRows([
      [moments[0][1], 0],
      [0, moments[1][1]],
    ]),
  };
}

/** Mean and variance of a normal between two edges, by the midpoint rule. */
function truncatedMoments(lower: number, upper: number, at: number, std: number) {
  const n = 20_000;
  const points = Array.from({ length: n }, (_, i) => lower + ((i + 0.5) * (upper - lower)) / n);
  const weights = points.map((v) => Math.exp(-0.5 * ((v - at) / std) ** 2));
  const total = weights.reduce((a, b) => a + b);
  const mean = points.reduce((sum, v, i) => sum + (v * weights[i]) / total, 0);
  const variance = points.reduce((sum, v, i) => sum + ((v - mean) ** 2 * weights[i]) / total, 0);
  return [mean, variance] as const;
}

export function simulate(theta: Matrix, { noise }: Problem, seed: string): Matrix {
  const rng = stream(seed);
  const data = theta.data.map((value, at) => value + noise[at % theta.cols] * rng.normal());
  return matrix(theta.rows, theta.cols, data);
}

export interface LoopOptions extends FitOptions {
  readonly seed: number;
  /** Simulations of each round. */
  readonly simulations: readonly number[];
}

/** Draw, simulate, fit, and again from what the fit proposes. */
export async function loop(
  algorithm: InferenceAlgorithm<SnpeFit>,
  problem: Problem,
  { seed, simulations, ...options }: LoopOptions,
): Promise<{ readonly fit: SnpeFit; readonly rounds: readonly Round[] }> {
  const rounds: Round[] = [];
  let fit: SnpeFit | undefined;
  for (const [r, n] of simulations.entries()) {
    const rng = stream(seed).fork(r);
    const proposal = fit
      ? (fit.proposal?.(problem.observed) ?? fit.posterior(problem.observed))
      : "prior";
    const theta =
      proposal === "prior"
        ? problem.prior.sample(rng.fork("theta"), n)
        : (await proposal.sample(rng.fork("theta"), n)).samples;
    rounds.push({ theta, x: simulate(theta, problem, `x ${seed} ${r}`), proposal });
    fit = await algorithm.fit(rng.fork("fit"), rounds, options);
  }
  return { fit: fit!, rounds };
}

export interface Errors {
  /** Of the means, in posterior standard deviations. */
  readonly mean: readonly number[];
  /** Of the logarithms of the standard deviations. */
  readonly logStd: readonly number[];
  readonly correlation: number;
}

/** How far a fit's draws are from the closed form. */
export async function errorsOf(fit: SnpeFit, problem: Problem, n = 10_000): Promise<Errors> {
  const { samples } = await fit.posterior(problem.observed).sample(stream("draws"), n);
  const own = covariance(samples).data;
  const exact = problem.covariance.data;
  const std = [Math.sqrt(exact[0]), Math.sqrt(exact[3])];
  return {
    mean: Array.from(columnMeans(samples), (mean, j) => (mean - problem.mean[j]) / std[j]),
    logStd: [0.5 * Math.log(own[0] / exact[0]), 0.5 * Math.log(own[3] / exact[3])],
    correlation: own[1] / Math.sqrt(own[0] * own[3]) - exact[1] / (std[0] * std[1]),
  };
}
