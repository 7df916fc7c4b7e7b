import type { Loss } from "@retrodict/spec";
import { contrastivePairs, type Simulations } from "./contrastive-pairs.ts";
import { logSumExp } from "@retrodict/stats";

/**
 * Cross-entropy of choosing, among `atoms` theta, the one that made x (Durkan, Murray & Papamakarios 2020); the mean
 * over simulations, log atoms where nothing is learned. What is learned is log p(x | theta) up to any function of x.
 */
export function choiceLoss(simulations: Simulations, atoms: number): Loss {
  return Object.freeze<Loss>({
    recipe: { module: import.meta.url, name: "choiceLoss", args: [simulations, atoms] },
    pairs: contrastivePairs(simulations, [atoms - 1]),
    grade(_pairs, score, cotangent) {
      const n = score.length / atoms;
      let loss = 0;
      for (let from = 0; from < score.length; from += atoms) {
        const own = score.subarray(from, from + atoms);
        const total = logSumExp(own);
        loss += (total - own[0]) / n;
        own.forEach((s, k) => {
          cotangent[from + k] = (Math.exp(s - total) - (k === 0 ? 1 : 0)) / n;
        });
      }
      return loss;
    },
  });
}
