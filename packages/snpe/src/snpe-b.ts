import type { InferenceAlgorithm } from "@retrodict/spec";
import { algorithm, type NeuralOptions } from "./algorithm.ts";
import { lueckmann2017 } from "./citations.ts";
import { importanceWeights } from "./importance-weights.ts";
import type { SnpeFit } from "./types.ts";
import { weightedLoss } from "./weighted-loss.ts";

/**
 * SNPE-B: all rounds, each simulation weighted by the prior over the mixture of proposals (Lueckmann et al. 2017).
 * Proposals must know their normalised density, as posteriors of this package do. Where proposals are much narrower
 * than the prior few heavy rows decide: draws then warn of too few effective simulations.
 */
export function snpeB(options: NeuralOptions): InferenceAlgorithm<SnpeFit> {
  const { prior } = options;
  return algorithm(
    {
      kind: "snpeB",
      citations: Object.freeze([lueckmann2017]),
      accepts: Object.freeze({
        proposals: "any",
        trials: false,
        failures: "excluded",
        gaps: false,
      }),
      learning({ simulations, target, context, logDet }, rounds) {
        const { weights, effectiveRows } = importanceWeights(simulations.theta, rounds, prior);
        return {
          loss: weightedLoss({ target, context, logDet, weights }),
          facts: { effectiveRows },
        };
      },
    },
    options,
  );
}
