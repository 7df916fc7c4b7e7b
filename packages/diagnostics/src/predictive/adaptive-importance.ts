/**
 * Importance sampling in rounds (Cappé, Guillin, Marin & Robert, "Population Monte Carlo", 2004): weighted candidates
 * say where Gaussians are to propose the next ones, until these are worth enough. Weights of candidates that are far
 * off are tempered until they leave a covariance to propose from.
 */
import { gaussianMixture, soften } from "@retrodict/distributions";
import { fromRows, gatherRows, matrix } from "@retrodict/matrix";
import { systematicChoice } from "@retrodict/random";
import type { LogDensity, Matrix, Rng } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";

export interface FirstCandidates {
  readonly theta: Matrix;
  /** Log of target over the density they were drawn from. */
  readonly logWeights: Float64Array;
  readonly target: LogDensity;
}

/** Rounds in all; where four do not help, no more would. */
const ROUNDS = 5;
/** Candidates must be worth this many for each draw, so that few are drawn twice. */
const LEAST_WORTH = 2;
/** Share of the candidates that a tempered set of weights is worth. */
const TEMPERED = 0.2;
/** A wider Gaussian around each keeps the weights of its tails from growing: its scale and its share. */
const WIDER = { scale: 3, share: 0.2 };

/** `n` draws, or none, and what the last candidates were worth in independent draws. */
export function adaptiveImportance(
  rng: Rng,
  n: number,
  { theta, logWeights, target }: FirstCandidates,
): { readonly samples: Matrix; readonly worth: number } {
  const space = soften(target.support);
  let candidates = { theta, logWeights };
  for (let round = 0; ; round++) {
    const { weights, worth } = normalized(candidates.logWeights);
    if (worth >= LEAST_WORTH * n) {
      const rows = systematicChoice(rng.fork("resample"), weights, n);
      return { samples: gatherRows(candidates.theta, rows), worth };
    }
    const proposal = proposalFrom(space.forward(candidates.theta), candidates.logWeights);
    if (round + 1 === ROUNDS || proposal === undefined)
      return { samples: matrix(0, target.dim), worth };
    const z = proposal.sample(rng.fork(round), theta.rows);
    const proposed = proposal.logDensity(z);
    const slopes = space.logDetInverse(z);
    const drawn = space.inverse(z);
    const density = target.logDensity(drawn);
    candidates = {
      theta: drawn,
      logWeights: density.map((value, i) => value + slopes[i] - proposed[i]),
    };
  }
}

/** The Gaussian of the tempered weights, and a wider one; undefined where candidates have no covariance. */
function proposalFrom(z: Matrix, logWeights: Float64Array) {
  const { mean, spread } = weightedCovariance(z, tempered(logWeights));
  const variances = mean.map((_, j) => spread.data[j * z.cols + j]);
  if (!variances.every((variance) => variance > 0 && Number.isFinite(variance))) return undefined;
  const wide = spread.data.map((value) => value * WIDER.scale ** 2);
  return gaussianMixture({
    means: fromRows([mean, mean]),
    weights: [1 - WIDER.share, WIDER.share],
    covariances: [spread, matrix(z.cols, z.cols, wide)],
  });
}

/** Mean and covariance of the rows that have a weight. */
function weightedCovariance(z: Matrix, weights: Float64Array) {
  const { cols, data } = z;
  const mean = new Float64Array(cols);
  const spread = matrix(cols, cols);
  const rows = Array.from(weights.keys()).filter((i) => weights[i] > 0);
  for (const i of rows) for (let j = 0; j < cols; j++) mean[j] += weights[i] * data[i * cols + j];
  for (const i of rows) {
    const off = mean.map((middle, j) => data[i * cols + j] - middle);
    for (let at = 0; at < cols * cols; at++)
      spread.data[at] += weights[i] * off[Math.floor(at / cols)] * off[at % cols];
  }
  return { mean, spread };
}

/** Weights to the largest power, at most one, that leaves them worth a share of the candidates. */
function tempered(logWeights: Float64Array): Float64Array {
  const power = (beta: number) => normalized(logWeights.map((value) => beta * value));
  const least = TEMPERED * logWeights.length;
  let [low, high] = [0, 1];
  if (power(1).worth >= least) return power(1).weights;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (power(middle).worth >= least) low = middle;
    else high = middle;
  }
  return power(low).weights;
}

function normalized(logWeights: Float64Array) {
  const known = logWeights.map((value) => (Number.isNaN(value) ? -Infinity : value));
  const total = logSumExp(known);
  const weights = known.map((value) => (total === -Infinity ? 0 : Math.exp(value - total)));
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return { weights, worth: squares === 0 ? 0 : 1 / squares };
}
