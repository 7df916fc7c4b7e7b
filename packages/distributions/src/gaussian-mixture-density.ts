import { assertCount, assertMatrix } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import { logDetFactor, whiten } from "./gaussian-mixture-factor.ts";
import type { MixtureParts } from "./gaussian-mixture-parts.ts";

/** Components so far below the largest that no number of them changes the last bit of the sum. */
const NEGLIGIBLE = -60;
const LOG_TWO_PI = Math.log(2 * Math.PI);

/** The log-density of every row of `x`; `-Infinity` where there is no finite number. */
export function mixtureDensity(parts: MixtureParts): (x: Matrix) => Float64Array {
  const { logWeights, means, factors } = parts;
  const dim = means.cols;
  const offsets = logWeights.map(
    (logWeight, k) => logWeight + logDetFactor(factors[k]) - 0.5 * dim * LOG_TWO_PI,
  );
  return (x) => {
    assertMatrix(x, { cols: dim }, "x", "distributions");
    const away = new Float64Array(dim);
    const joint = new Float64Array(offsets.length);
    const out = new Float64Array(x.rows);
    for (let i = 0; i < x.rows; i++) {
      for (let k = 0; k < joint.length; k++) {
        for (let j = 0; j < dim; j++) away[j] = x.data[i * dim + j] - means.data[k * dim + j];
        const square = squareOf(factors[k].data, away);
        joint[k] = Number.isFinite(square) ? offsets[k] - 0.5 * square : Number.NEGATIVE_INFINITY;
      }
      out[i] = logSumExp(joint);
    }
    return out;
  };
}

/** The log-density of every row and its gradient, Σ_k r_k A_kᵀA_k (mean_k − x) with r_k the share of component k at x. */
export function mixtureGradient(
  parts: MixtureParts,
): (x: Matrix) => { readonly logDensity: Float64Array; readonly grad: Matrix } {
  const { logWeights, means, factors } = parts;
  const dim = means.cols;
  const density = mixtureDensity(parts);
  const offsets = logWeights.map((logWeight, k) => logWeight + logDetFactor(factors[k]));
  return (x) => {
    const logDensity = density(x);
    const grad = matrix(x.rows, dim);
    for (let i = 0; i < x.rows; i++) {
      if (logDensity[i] === Number.NEGATIVE_INFINITY) continue;
      for (let k = 0; k < offsets.length; k++) {
        const z = whiten(factors[k], row(x, i), row(means, k));
        const square = z.reduce((sum, value) => sum + value * value, 0);
        const joint = offsets[k] - 0.5 * (square + dim * LOG_TWO_PI);
        const share = Math.exp(joint - logDensity[i]);
        if (share === 0) continue;
        for (let a = 0; a < dim; a++) {
          for (let b = a; b < dim; b++) {
            grad.data[i * dim + b] -= share * z[a] * factors[k].data[a * dim + b];
          }
        }
      }
    }
    return { logDensity, grad };
  };
}

/** `|A v|²`. */
function squareOf(factor: Float64Array, v: Float64Array): number {
  const dim = v.length;
  let square = 0;
  for (let i = 0; i < dim; i++) {
    let z = 0;
    for (let j = i; j < dim; j++) z += factor[i * dim + j] * v[j];
    square += z * z;
  }
  return square;
}

function logSumExp(values: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) if (values[k] > largest) largest = values[k];
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    const below = values[k] - largest;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  return largest + Math.log(sum);
}

/** Draws: a component by one uniform, then mean + A⁻¹ z from D normals. */
export function mixtureSampler(parts: MixtureParts): (rng: Rng, n: number) => Matrix {
  const { logWeights, means, factors } = parts;
  const dim = means.cols;
  const last = logWeights.length - 1;
  let total = 0;
  const cumulative = logWeights.map((logWeight) => (total += Math.exp(logWeight)));
  return (rng, n) => {
    assertCount(n, "n", "distributions", 0);
    const out = matrix(n, dim);
    for (let row = 0; row < n; row++) {
      const u = rng.uniform() * total;
      let k = 0;
      while (k < last && cumulative[k] <= u) k++;
      const from = row * dim;
      for (let j = 0; j < dim; j++) out.data[from + j] = rng.normal();
      solveInPlace(factors[k].data, out.data, from, dim);
      for (let j = 0; j < dim; j++) out.data[from + j] += means.data[k * dim + j];
    }
    return out;
  };
}

/** Replaces the `dim` numbers of `data` at `from` by A⁻¹ of them. */
function solveInPlace(factor: Float64Array, data: Float64Array, from: number, dim: number): void {
  for (let i = dim - 1; i >= 0; i--) {
    let rest = data[from + i];
    for (let j = i + 1; j < dim; j++) rest -= factor[i * dim + j] * data[from + j];
    data[from + i] = rest / factor[i * dim + i];
  }
}
