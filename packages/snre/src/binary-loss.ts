import type { Loss } from "@retrodict/spec";
import { contrastivePairs, type Simulations } from "./contrastive-pairs.ts";

/**
 * Cross-entropy of telling pairs that belong together from as many that do not, whose logit becomes log p(x | theta) −
 * log p(x) (Hermans, Begy & Louppe 2020); the mean over simulations of both terms, 2 log 2 where nothing is learned.
 * `balance` is the weight of the squared amount by which both classes' mean probabilities fail to sum to 1 (Delaunoy
 * et al. 2022): classifiers for which they do are cautious.
 */
export function binaryLoss(simulations: Simulations, balance: number): Loss {
  return Object.freeze<Loss>({
    recipe: { module: import.meta.url, name: "binaryLoss", args: [simulations, balance] },
    pairs: contrastivePairs(simulations, [1]),
    grade(_pairs, score, cotangent) {
      const n = score.length / 2;
      let loss = 0;
      let excess = -1;
      score.forEach((s, at) => {
        const wrong = belongs(at) ? -s : s;
        loss += softplus(wrong) / n;
        cotangent[at] = ((belongs(at) ? -1 : 1) * sigmoid(wrong)) / n;
        excess += sigmoid(s) / n;
      });
      score.forEach((s, at) => {
        cotangent[at] += (2 * balance * excess * sigmoid(s) * sigmoid(-s)) / n;
      });
      return loss + balance * excess ** 2;
    },
  });
}

/** Own theta, other theta, in turn. */
const belongs = (at: number): boolean => at % 2 === 0;

const sigmoid = (s: number): number => 1 / (1 + Math.exp(-s));

const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
