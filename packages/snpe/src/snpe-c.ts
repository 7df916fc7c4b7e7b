import { assert, assertCount } from "@retrodict/check";
import type { InferenceAlgorithm } from "@retrodict/spec";
import { algorithm, type NeuralOptions } from "./algorithm.ts";
import { atomicLoss } from "./atomic-loss.ts";
import { greenberg2019 } from "./citations.ts";
import { likelihood } from "./likelihood.ts";
import type { SnpeFit } from "./types.ts";

export interface SnpeCOptions extends NeuralOptions {
  /** Parameters each x is paired with, its own among them; 10 by default. */
  readonly atoms?: number;
  /**
   * Whether simulations from the prior also count by their likelihood, which keeps the density from growing where
   * only their atoms would notice; false by default.
   */
  readonly combinedLoss?: boolean;
}

/**
 * SNPE-C, automatic posterior transformation with atoms: all rounds, whatever they were drawn from, whether or not
 * that has a density (Greenberg et al. 2019). Rounds from the prior alone are learned by maximum likelihood, as by
 * `snpe`.
 */
export function snpeC(options: SnpeCOptions): InferenceAlgorithm<SnpeFit> {
  const { prior, atoms = 10, combinedLoss = false } = options;
  assertCount(atoms, "atoms", "snpe", 2);
  return algorithm(
    {
      kind: "snpeC",
      citations: Object.freeze([greenberg2019]),
      accepts: Object.freeze({
        proposals: "any",
        trials: false,
        failures: "excluded",
        gaps: false,
      }),
      learning(data, rounds) {
        if (rounds.every(({ proposal }) => proposal === "prior")) return { loss: likelihood(data) };
        const { values, context, regressors, line, logDet, simulations } = data;
        const logPrior = prior.logDensity(simulations.theta);
        assert(
          logPrior.every(Number.isFinite),
          "data",
          "snpe",
          "expected every theta to lie where the prior is positive and finite, got one that does not; draw proposals inside the prior",
        );
        const fromPrior = Uint8Array.from(simulations.round, (round) =>
          Number(combinedLoss && rounds[round].proposal === "prior"),
        );
        return {
          loss: atomicLoss({
            values,
            context,
            regressors,
            line,
            logDet,
            logPrior,
            atoms,
            fromPrior,
          }),
        };
      },
    },
    options,
  );
}
