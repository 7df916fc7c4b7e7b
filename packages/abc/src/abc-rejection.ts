import { assertRange } from "@retrodict/check";
import type { AcceptedData, Citation, InferenceAlgorithm, Rng, Round } from "@retrodict/spec";
import { abcFit } from "./abc-fit.ts";
import { regressionAdjustment } from "./citations.ts";
import type { AbcFit, AbcOptions } from "./types.ts";

export interface AbcRejectionOptions extends AbcOptions {
  /**
   * Share of all simulations, failed ones included, that is accepted; never fewer than 20. If absent, the nearest
   * hundredth, or 200 where those are more.
   */
  readonly quantile?: number;
}

const SHARE = 0.01;
const ENOUGH = 200;

const citations: readonly Citation[] = Object.freeze([
  {
    title: "Inferring coalescence times from DNA sequence data",
    authors: "Tavaré, S., Balding, D. J., Griffiths, R. C. and Donnelly, P.",
    year: 1997,
    doi: "10.1093/genetics/145.2.505",
  },
  regressionAdjustment,
]);

const accepts: AcceptedData = Object.freeze({
  proposals: "prior",
  trials: false,
  failures: "excluded",
  gaps: false,
});

/**
 * Approximate Bayesian computation by rejection: of the simulations from the prior, those nearest to the observation,
 * adjusted and smoothed, are its posterior. Nothing is learned, so any observation costs the same. A simulation
 * without output is near no observation; leaving it out is exact.
 */
export function abcRejection(options: AbcRejectionOptions): InferenceAlgorithm<AbcFit> {
  const { quantile } = options;
  if (quantile !== undefined) assertRange(quantile, 0, 1, "quantile", "abc");
  const count = (simulations: number): number =>
    quantile === undefined
      ? Math.max(Math.ceil(SHARE * simulations), ENOUGH)
      : Math.ceil(quantile * simulations);
  return Object.freeze<InferenceAlgorithm<AbcFit>>({
    name: "abcRejection",
    citations,
    accepts,
    fit: async (_rng: Rng, rounds: readonly Round[]) =>
      abcFit(rounds, { ...options, accepts, count, proposes: false }),
  });
}
