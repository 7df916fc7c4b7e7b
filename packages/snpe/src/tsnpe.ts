import { assert } from "@retrodict/check";
import type { InferenceAlgorithm, Matrix, Proposal, Round } from "@retrodict/spec";
import { algorithm, type NeuralOptions } from "./algorithm.ts";
import { deistler2022 } from "./citations.ts";
import { likelihood } from "./likelihood.ts";
import type { SnpeFit } from "./types.ts";

export interface TsnpeOptions extends NeuralOptions {
  /** Posterior mass that proposals leave out; 1e-4 by default. */
  readonly epsilon?: number;
}

/**
 * Truncated sequential neural posterior estimation (Deistler et al. 2022): maximum likelihood on simulations from the
 * prior and from truncations of it to where the posterior of the round before was. Each truncation lies within the
 * ones before, so inside the last of them all rounds together are drawn from a density proportional to the prior:
 * nothing needs correcting, and nothing leaks.
 */
export function tsnpe(options: TsnpeOptions): InferenceAlgorithm<SnpeFit> {
  const { epsilon = 1e-4 } = options;
  assert(
    epsilon > 0 && epsilon < 1,
    "range",
    "snpe",
    () => `expected epsilon between 0 and 1, got ${epsilon}; 1e-4 leaves out little`,
  );
  return algorithm(
    {
      kind: "tsnpe",
      citations: Object.freeze([deistler2022]),
      accepts: Object.freeze({
        proposals: "truncated",
        trials: false,
        failures: "excluded",
        gaps: false,
      }),
      learning: (data) => ({ loss: likelihood(data), facts: { epsilon } }),
      within: innermost,
    },
    options,
  );
}

/**
 * Truncations that those of all rounds are within: the last one, which checks the ones it was made within itself, and
 * those it was not made within, as a draw of the last one outside tells.
 */
function innermost(rounds: readonly Round[]): readonly Proposal[] {
  const truncated = rounds.filter(isTruncated);
  const last = truncated.at(-1);
  if (last === undefined) return [];
  const others = new Set(truncated.map(({ proposal }) => proposal));
  others.delete(last.proposal);
  return [last.proposal, ...Array.from(others).filter((other) => !holdsAll(other, last.theta))];
}

const isTruncated = (round: Round): round is Round & { readonly proposal: Proposal } =>
  round.proposal !== "prior";

const holdsAll = (proposal: Proposal, theta: Matrix): boolean =>
  proposal.logDensity(theta).every((log) => log > -Infinity);
