import { gatherRows, matrix } from "@retrodict/matrix";
import { below } from "@retrodict/random";
import type { Loss, Matrix, Pairs } from "@retrodict/spec";

/** What a network sees of data with errors, and which numbers of them are in error. */
export interface LabelledData {
  readonly context: Matrix;
  /** Row by row, `features` numbers each. */
  readonly inError: Uint8Array;
  readonly features: number;
}

interface LabelledPairs extends Pairs {
  readonly labels: Float64Array;
}

/**
 * Cross-entropy of telling whether a feature, picked at random for each row and named by a unit vector, is in error. A
 * proper score: at its minimum the logit is that of the probability given the data.
 */
export function indicatorLoss({ context, inError, features }: LabelledData): Loss<LabelledPairs> {
  return Object.freeze<Loss<LabelledPairs>>({
    recipe: {
      module: import.meta.url,
      name: "indicatorLoss",
      args: [{ context, inError, features }],
    },
    pairs(rng, rows) {
      const target = matrix(rows.length, features);
      const labels = Float64Array.from(rows, (row, i) => {
        const feature = below(rng, features);
        target.data[i * features + feature] = 1;
        return inError[row * features + feature];
      });
      return { target, context: gatherRows(context, rows), labels };
    },
    grade({ labels }, score, cotangent) {
      const n = score.length;
      let loss = 0;
      score.forEach((logit, i) => {
        loss += (softplus(logit) - labels[i] * logit) / n;
        cotangent[i] = (sigmoid(logit) - labels[i]) / n;
      });
      return loss;
    },
  });
}

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
