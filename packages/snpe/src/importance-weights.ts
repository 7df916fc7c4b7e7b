import { assert } from "@retrodict/check";
import type { Distribution, Matrix, Round } from "@retrodict/spec";

export interface ImportanceWeights {
  /** One per row, of mean 1. */
  readonly weights: Float64Array;
  /** Kish's effective number of rows, (Σw)² / Σw². */
  readonly effectiveRows: number;
}

/**
 * Weights `p(theta) / Σ_r (n_r / N) p̃_r(theta)`: the prior over the mixture that all rounds together were drawn from,
 * which no single narrow proposal can make heavy where another round has simulated (Lueckmann et al. 2017, with the
 * mixture of Veach & Guibas 1995). Throws an `argument` error on a proposal whose density is not normalised, and a
 * `data` error where no weight is left.
 */
export function importanceWeights(
  theta: Matrix,
  rounds: readonly Round[],
  prior: Distribution,
): ImportanceWeights {
  const total = rounds.reduce((sum, round) => sum + round.theta.rows, 0);
  const logPrior = prior.logDensity(theta);
  const logMixture = new Float64Array(theta.rows).fill(-Infinity);
  for (const [proposal, rows] of rowsPerProposal(rounds)) {
    const log = proposal === "prior" ? logPrior : normalizedDensity(proposal, theta);
    const share = Math.log(rows / total);
    for (let i = 0; i < log.length; i++) logMixture[i] = logAddExp(logMixture[i], share + log[i]);
  }
  return normalised(logPrior.map((log, i) => (log > -Infinity ? log - logMixture[i] : -Infinity)));
}

function rowsPerProposal(rounds: readonly Round[]): Map<Round["proposal"], number> {
  const counts = new Map<Round["proposal"], number>();
  for (const { proposal, theta } of rounds) {
    counts.set(proposal, (counts.get(proposal) ?? 0) + theta.rows);
  }
  return counts;
}

function normalizedDensity(
  proposal: Exclude<Round["proposal"], "prior">,
  theta: Matrix,
): Float64Array {
  assert(
    proposal.normalized,
    "argument",
    "snpe",
    "expected proposals whose density integrates to one, as weights compare them, got one known up to a constant; use snpeC, or posteriors of snpe as proposals",
  );
  return proposal.logDensity(theta);
}

function normalised(logWeights: Float64Array): ImportanceWeights {
  const largest = logWeights.reduce((a, b) => Math.max(a, b), -Infinity);
  assert(
    Number.isFinite(largest),
    "data",
    "snpe",
    () =>
      `expected weights that are positive and finite, got the largest logarithm ${largest}; check that theta was drawn from the proposals that the rounds name`,
  );
  const weights = logWeights.map((log) => Math.exp(log - largest));
  const sum = weights.reduce((a, b) => a + b, 0);
  const squares = weights.reduce((a, b) => a + b * b, 0);
  const { length } = weights;
  return { weights: weights.map((w) => (w * length) / sum), effectiveRows: sum ** 2 / squares };
}

function logAddExp(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
}
