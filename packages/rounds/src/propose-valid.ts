import { row, stackRows } from "@retrodict/matrix";
import type { Fit } from "@retrodict/spec";
import { restrictedPrior, validity, type RestrictedPriorOptions } from "@retrodict/validity";
import type { Propose } from "./types.ts";

/**
 * Draws from the prior first, and then from the prior narrowed to where simulations so far have had an output, so that
 * few are wasted: which parameters those are is learned anew from all rounds (the restriction estimator of Deistler,
 * Macke & Gonçalves 2022). For algorithms that accept truncations of the prior.
 */
export function proposeValid<F extends Fit>(
  options: Pick<RestrictedPriorOptions, "allowedFalseNegatives"> = {},
): Propose<F> {
  return async (rng, { prior, rounds }) => {
    if (rounds.length === 0) return "prior";
    const theta = stackRows(...rounds.map((round) => round.theta));
    const valid = rounds.flatMap(({ x }) =>
      Array.from({ length: x.rows }, (_, i) => row(x, i).every(Number.isFinite)),
    );
    const learned = await validity(rng, { theta, valid }, { support: prior.support });
    return restrictedPrior(prior, learned, options);
  };
}
