/** Spikes of a neuron in 100 bins, driven by white noise through a filter: a generalised linear model with Bernoulli output. */
import { multivariateNormal } from "@retrodict/distributions";
import { cholesky, identity, matmul, matrix, solveCholesky, transpose } from "@retrodict/matrix";
import { numpyLegacy } from "@retrodict/random";
import type { Citation, Matrix, ParameterSpec, Rng } from "@retrodict/spec";
import { counted } from "./fields.ts";

export const BINS = 100;
/** Length of the filter. */
export const LAGS = 9;

/** The published stimulus: numpy's `RandomState(42).randn(100)` in single precision. */
const stimulus = Float32Array.from({ length: BINS }, numpyLegacy(42).normal);

/** What drives bin n: 1, then the stimulus of this bin and of the eight before, zero before the first. */
export const design: Matrix = matrix(
  BINS,
  LAGS + 1,
  Float64Array.from({ length: BINS * (LAGS + 1) }, (_, at) => {
    const lag = (at % (LAGS + 1)) - 1;
    return lag < 0 ? 1 : (stimulus[Math.floor(at / (LAGS + 1)) - lag] ?? 0);
  }),
);

export const origin: Citation = {
  title:
    "Training deep neural density estimators to identify mechanistic models of neural dynamics",
  authors: "Gonçalves, Lueckmann, Deistler, Nonnenmacher, Öcal, Bassetto, et al.",
  year: 2020,
  doi: "10.7554/eLife.56261",
};

export const parameters: readonly ParameterSpec[] = [
  {
    name: "offset",
    unit: "1",
    description: "Log odds of a spike without stimulus.",
    symbol: "β",
    bounds: [-5, 5],
    default: 0,
  },
  ...counted(LAGS, (k) => `Weight of the stimulus ${k - 1} bins before.`).map(
    (description, k): ParameterSpec => ({
      name: `filter_${k + 1}`,
      unit: "1",
      description,
      bounds: [-5, 5],
      default: 0,
    }),
  ),
];

/** Offset N(0, 2); a filter of precision FᵀF, whose F takes second differences: smooth, and decaying with the lag. */
export const prior = multivariateNormal(new Float64Array(LAGS + 1), priorCovariance());

function priorCovariance(): Matrix {
  const difference = matrix(LAGS, LAGS);
  for (let i = 0; i < LAGS; i++) {
    difference.data[i * LAGS + i] = 1;
    if (i > 0) difference.data[i * LAGS + i - 1] = -1;
  }
  const f = matmul(difference, difference);
  for (let i = 0; i < LAGS; i++) f.data[i * LAGS + i] += Math.sqrt(i / LAGS);
  const filter = solveCholesky(cholesky(matmul(transpose(f), f)), identity(LAGS));
  const out = matrix(LAGS + 1, LAGS + 1);
  out.data[0] = 2;
  for (let i = 0; i < LAGS; i++)
    for (let j = 0; j < LAGS; j++) out.data[(i + 1) * out.cols + j + 1] = filter.data[i * LAGS + j];
  return out;
}

/** Log odds of a spike in bin `n`. */
function drive(theta: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0, at = n * design.cols; k < design.cols; k++) sum += design.data[at++] * theta[k];
  return sum;
}

/** One 0 or 1 per bin; NaN where theta says nothing. */
export function simulateSpikes(rng: Rng, theta: Float64Array, out: Float64Array): void {
  for (let n = 0; n < BINS; n++) {
    const chance = 1 / (1 + Math.exp(-drive(theta, n)));
    const spike = rng.uniform() < chance ? 1 : 0;
    out[n] = Number.isNaN(chance) ? chance : spike;
  }
}

/** Vᵀy, sufficient for θ: the number of spikes, then the sums of the stimulus so many bins before one. */
export function spikeStatistics(spikes: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let n = 0; n < BINS; n++) {
    if (spikes[n] === 0) continue;
    for (let k = 0; k < design.cols; k++) out[k] += spikes[n] * design.data[n * design.cols + k];
  }
}

/** `θᵀVᵀy − Σ log(1 + exp(Vθ))`, from the statistics. */
export function spikeLogLikelihood(theta: Float64Array, statistics: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < design.cols; k++) sum += theta[k] * statistics[k];
  for (let n = 0; n < BINS; n++) sum -= softplus(drive(theta, n));
  return sum;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
