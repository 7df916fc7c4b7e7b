/** θ ~ N(0, I), x = θ + N(0, I): the posterior is N(x / 2, I / 2), or made wrong on purpose. */
import { fromRows, matrix } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import {
  calibrationTrials,
  type CalibrationTrials,
  type CalibrationTrialsOptions,
  type TrialPosterior,
  type TruthsAndData,
} from "../index.ts";

export function gaussianPairs(rng: Rng, rows: number, dim: number): TruthsAndData {
  const theta = matrix(rows, dim);
  const x = matrix(rows, dim);
  for (let at = 0; at < rows * dim; at++) {
    theta.data[at] = rng.normal();
    x.data[at] = theta.data[at] + rng.normal();
  }
  return { theta, x };
}

/** What is wrong with a posterior, in its own standard deviations; nothing by default. */
export interface Fault {
  readonly shift?: number;
  readonly scale?: number;
  /** Standardised draws, of variance 1. */
  readonly noise?: (rng: Rng) => number;
  /** Standardised log-density of the noise. */
  readonly logDensity?: (z: number) => number;
}

export function gaussianPosterior(fault: Fault = {}): (x: Float64Array) => TrialPosterior {
  const { shift = 0, scale = 1 } = fault;
  const { noise = (rng) => rng.normal(), logDensity = (z) => -0.5 * z * z } = fault;
  const std = Math.SQRT1_2;
  return (x) => {
    const mean = x.map((value) => value / 2 + shift * std);
    return drawnWith(
      (rng) => mean.map((m) => m + scale * std * noise(rng)),
      (theta) =>
        theta.reduce((sum, value, j) => sum + logDensity((value - mean[j]) / (scale * std)), 0),
    );
  };
}

/** A posterior from its draws and its density. */
export function drawnWith(
  draw: (rng: Rng) => ArrayLike<number>,
  density: (theta: Float64Array) => number,
): TrialPosterior {
  return {
    logDensity: ({ rows, cols, data }: Matrix) =>
      Float64Array.from({ length: rows }, (_, i) => density(data.slice(i * cols, (i + 1) * cols))),
    sample: (rng, n) =>
      Promise.resolve({
        samples: fromRows(Array.from({ length: n }, () => draw(rng))),
        diagnostics: {},
        warnings: [],
      }),
  };
}

/** Trials of a posterior with a fault, all draws kept. */
export function gaussianTrials(
  rng: Rng,
  fault: Fault,
  { pairs, dim = 2, ...options }: { pairs: number; dim?: number } & CalibrationTrialsOptions,
): Promise<CalibrationTrials> {
  return calibrationTrials(
    rng.fork("trials"),
    gaussianPosterior(fault),
    gaussianPairs(rng.fork("pairs"), pairs, dim),
    { draws: 99, keepDraws: true, ...options },
  );
}
