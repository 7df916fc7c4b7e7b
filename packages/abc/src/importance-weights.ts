import { assert } from "@retrodict/check";
import type { Distribution, Matrix, Round } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";

/**
 * Weights that turn rows from several proposals into rows from the prior, summing to one: the prior over the mixture
 * of all proposals, each by its number of simulations (deterministic mixture, Veach & Guibas 1995; Owen & Zhou 2000).
 * With a round from the prior among R equal ones no weight exceeds R times the mean, whatever the other proposals
 * missed. Failed simulations count, as proposals are the densities of all that was drawn.
 */
export function importanceWeights(
  theta: Matrix,
  prior: Distribution,
  rounds: readonly Round[],
): Float64Array {
  const logPrior = prior.logDensity(theta);
  const total = rounds.reduce((sum, round) => sum + round.theta.rows, 0);
  const terms = rounds.map((round) => {
    const density = round.proposal === "prior" ? logPrior : round.proposal.logDensity(theta);
    const logShare = Math.log(round.theta.rows / total);
    return density.map((value) => value + logShare);
  });
  const logs = logPrior.map(
    (value, i) => value - logSumExp(Float64Array.from(terms, (term) => term[i])),
  );
  return normalized(logs);
}

function normalized(logs: Float64Array): Float64Array {
  const total = logSumExp(logs);
  assert(
    Number.isFinite(total),
    "numeric",
    "abc",
    () =>
      `expected accepted simulations of positive and finite weight, got ${total} for the logarithm of their sum; check that the rounds were drawn from the proposals they name, within the prior`,
  );
  return logs.map((value) => Math.exp(value - total));
}

/** How many equally weighted rows these are worth (Kish 1965). The weights sum to one. */
export const effectiveRows = (weights: Float64Array): number =>
  1 / weights.reduce((sum, w) => sum + w * w, 0);
