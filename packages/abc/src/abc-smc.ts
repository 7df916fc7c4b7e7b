import { assertRange } from "@retrodict/check";
import type { AcceptedData, Citation, InferenceAlgorithm, Rng, Round } from "@retrodict/spec";
import { abcFit } from "./abc-fit.ts";
import { regressionAdjustment } from "./citations.ts";
import type { AbcFit, AbcOptions } from "./types.ts";

export interface AbcSmcOptions extends AbcOptions {
  /** Size of the population as a share of a round's simulations; never fewer than 20. One half if absent. */
  readonly quantile?: number;
}

const citations: readonly Citation[] = Object.freeze([
  {
    title: "Adaptive approximate Bayesian computation",
    authors: "Beaumont, M. A., Cornuet, J.-M., Marin, J.-M. and Robert, C. P.",
    year: 2009,
    doi: "10.1093/biomet/asp052",
  },
  {
    title: "Adaptive approximate Bayesian computation for complex models",
    authors: "Lenormand, M., Jabot, F. and Deffuant, G.",
    year: 2013,
    doi: "10.1007/s00180-013-0428-3",
  },
  {
    title: "Adapting the ABC distance function",
    authors: "Prangle, D.",
    year: 2017,
    doi: "10.1214/16-BA1002",
  },
  regressionAdjustment,
]);

const accepts: AcceptedData = Object.freeze({
  proposals: "any",
  trials: false,
  failures: "excluded",
  gaps: false,
});

/**
 * Sequential Monte Carlo approximate Bayesian computation: the nearest simulations of all rounds, weighted by prior
 * over proposals, are the population; perturbed, they propose the next round, which comes nearer. The threshold is
 * whatever the population of fixed size leaves (Lenormand et al. 2013), the distance scaled anew by the last round
 * (Prangle 2017). A simulation without output is near no observation; leaving it out is exact.
 */
export function abcSmc(options: AbcSmcOptions): InferenceAlgorithm<AbcFit> {
  const { quantile = 0.5 } = options;
  assertRange(quantile, 0, 1, "quantile", "abc");
  return Object.freeze<InferenceAlgorithm<AbcFit>>({
    name: "abcSmc",
    citations,
    accepts,
    fit: async (_rng: Rng, rounds: readonly Round[]) =>
      abcFit(rounds, {
        ...options,
        accepts,
        count: (simulations) => Math.ceil((quantile * simulations) / rounds.length),
        proposes: true,
      }),
  });
}
