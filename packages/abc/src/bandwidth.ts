import type { Matrix } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";

/** Bandwidths to choose from: each this share of the one before, from 1 down. */
const STEP = 0.8;
const STEPS = 18;
/** Rows that are left out in turn, and those whose kernels they are scored by: enough to tell bandwidths apart. */
const MOST_SCORED = 250;
const MOST_KERNELS = 2000;

/**
 * The bandwidth under which each row is most likely given the kernels of the others (likelihood cross-validation,
 * Habbema, Hermans & van den Broek 1974), relative to a covariance of one. `rows` have mean 0 and covariance 1 under
 * `weights`; centres are shrunk as in `smooth`. A rule of thumb would be too wide for separate modes and too narrow
 * for a Gaussian, for which 1 is right.
 */
export function bandwidth(rows: Matrix, weights: Float64Array): number {
  const kernels = evenly(rows.rows, MOST_KERNELS);
  const scored = evenly(kernels.length, MOST_SCORED).map((i) => kernels[i]);
  let best = { bandwidth: 1, score: -Infinity };
  for (let step = 0; step < STEPS; step++) {
    const candidate = STEP ** step;
    const score = heldOut(candidate, { rows, weights, kernels, scored });
    if (score > best.score) best = { bandwidth: candidate, score };
  }
  return best.bandwidth;
}

interface Scoring {
  readonly rows: Matrix;
  readonly weights: Float64Array;
  readonly kernels: Uint32Array;
  readonly scored: Uint32Array;
}

/** Weighted sum of the log-densities of the scored rows, each without its own kernel. */
function heldOut(width: number, { rows, weights, kernels, scored }: Scoring): number {
  const { cols, data } = rows;
  const shrunk = shrinkage(width);
  const terms = new Float64Array(kernels.length);
  let total = 0;
  for (const i of scored) {
    let others = 0;
    for (let k = 0; k < kernels.length; k++) {
      const from = kernels[k];
      let square = 0;
      for (let j = 0; j < cols; j++) {
        square += (data[i * cols + j] - shrunk * data[from * cols + j]) ** 2;
      }
      const weight = from === i ? 0 : weights[from];
      others += weight;
      terms[k] = Math.log(weight) - 0.5 * (square / width ** 2);
    }
    total += weights[i] * (logSumExp(terms) - Math.log(others) - cols * Math.log(width));
  }
  return total;
}

/** What centres are multiplied by so that kernels of this bandwidth do not widen the whole (West 1993). */
export const shrinkage = (width: number): number => Math.sqrt(1 - width ** 2);

/** At most `count` of the indices below `n`, evenly spread. */
function evenly(n: number, count: number): Uint32Array {
  const kept = Math.min(n, count);
  return Uint32Array.from({ length: kept }, (_, i) => Math.floor((i * n) / kept));
}
