import { gatherRows } from "@retrodict/matrix";
import type { Loss, Matrix, Pairs } from "@retrodict/spec";

interface WeightedPairs extends Pairs {
  readonly weights: Float64Array;
  readonly logDet: Float64Array;
}

export interface WeightedLossInput {
  readonly target: Matrix;
  readonly context: Matrix;
  /** To the density of theta in its own units, one value per row. */
  readonly logDet: Float64Array;
  /** One per row, of mean 1. */
  readonly weights: Float64Array;
}

/**
 * Importance-weighted maximum likelihood: the mean of `−w log q(theta | x)` (Lueckmann et al. 2017). As the weights
 * have mean 1 over all simulations, the gradient of a batch is an unbiased one of the whole; weights normalised batch
 * by batch would count a heavy row less the lighter its company is.
 */
export function weightedLoss(input: WeightedLossInput): Loss<WeightedPairs> {
  const { target, context, logDet, weights } = input;
  return Object.freeze<Loss<WeightedPairs>>({
    recipe: { module: import.meta.url, name: "weightedLoss", args: [input] },
    pairs: (_rng, rows) => ({
      target: gatherRows(target, rows),
      context: gatherRows(context, rows),
      weights: gather(weights, rows),
      logDet: gather(logDet, rows),
    }),
    grade(pairs, score, cotangent) {
      let loss = 0;
      for (let i = 0; i < score.length; i++) {
        const weight = pairs.weights[i] / score.length;
        cotangent[i] = -weight;
        loss -= weight * (score[i] + pairs.logDet[i]);
      }
      return loss;
    },
  });
}

const gather = (values: Float64Array, rows: Uint32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row]);
