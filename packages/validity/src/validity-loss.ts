import { gatherRows, matrix } from "@retrodict/matrix";
import type { Loss, Matrix, Pairs } from "@retrodict/spec";
import { softplus } from "./softplus.ts";

export interface LabelledPairs extends Pairs {
  /** 1 where the row is valid. */
  readonly valid: Uint8Array;
  readonly line: Float64Array;
}

/** Theta as networks see it, whether its simulation was valid, and the log-odds that a line gives it. */
export interface Labelled {
  readonly seen: Matrix;
  readonly valid: Uint8Array;
  readonly line: Float64Array;
}

/** Binary cross-entropy, in nats, of log-odds that are the line's plus the score. */
export function validityLoss(labelled: Labelled): Loss<LabelledPairs> {
  const { seen, valid, line } = labelled;
  return Object.freeze<Loss<LabelledPairs>>({
    recipe: { module: import.meta.url, name: "validityLoss", args: [labelled] },
    pairs: (_rng, rows) => ({
      target: gatherRows(seen, rows),
      context: noContext(rows.length),
      valid: Uint8Array.from(rows, (row) => valid[row]),
      line: Float64Array.from(rows, (row) => line[row]),
    }),
    grade(pairs, score, cotangent) {
      let loss = 0;
      for (let i = 0; i < score.length; i++) {
        const logOdds = pairs.line[i] + score[i];
        const wrong = pairs.valid[i] === 1 ? -logOdds : logOdds;
        loss += softplus(wrong) / score.length;
        cotangent[i] = (pairs.valid[i] === 1 ? -1 : 1) / (1 + Math.exp(-wrong)) / score.length;
      }
      return loss;
    },
  });
}

/** Estimators have a context; here there is nothing to say in it. */
export function noContext(rows: number): Matrix {
  return matrix(rows, 1);
}
