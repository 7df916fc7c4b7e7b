import type { Loss } from "@retrodict/spec";
import { contrastivePairs, type Simulations } from "./contrastive-pairs.ts";
import { logSumExp } from "@retrodict/stats";

export interface ContrastiveOptions {
  /** Theta among which the one that made x, if any, is to be found: K. */
  readonly classes: number;
  /** How much likelier it is that one of them made x than that none did. */
  readonly gamma: number;
}

/**
 * Contrastive ratio estimation (Miller, Weniger & Forré 2022): which of K theta made x, or none. With h = exp
 * score, one sum over all K candidates gives the probabilities K / (K + γ Σ h) of none and γ hₖ / (K + γ Σ h) of
 * the kth. Of a simulation the loss is the cross-entropy of its own theta among K − 1 others, with weight γ / (1 + γ),
 * and that of none among K others, with weight 1 / (1 + γ). It learns log p(x | theta) − log p(x).
 */
export function contrastiveLoss(simulations: Simulations, options: ContrastiveOptions): Loss {
  const { classes, gamma } = options;
  return Object.freeze<Loss>({
    recipe: { module: import.meta.url, name: "contrastiveLoss", args: [simulations, options] },
    pairs: contrastivePairs(simulations, [classes - 1, classes]),
    grade(_pairs, score, cotangent) {
      const n = score.length / (2 * classes);
      const logits = new Float64Array(classes + 1).fill(Math.log(classes));
      let loss = 0;
      for (let from = 0; from < score.length; from += classes) {
        const belongs = (from / classes) % 2 === 0;
        const weight = (belongs ? gamma : 1) / (1 + gamma) / n;
        for (let k = 0; k < classes; k++) logits[k] = Math.log(gamma) + score[from + k];
        const total = logSumExp(logits);
        const answer = belongs ? 0 : classes;
        loss += weight * (total - logits[answer]);
        for (let k = 0; k < classes; k++) {
          cotangent[from + k] = weight * (Math.exp(logits[k] - total) - (k === answer ? 1 : 0));
        }
      }
      return loss;
    },
  });
}
