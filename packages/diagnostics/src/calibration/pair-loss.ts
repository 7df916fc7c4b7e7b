import { gatherRows, matrix } from "@retrodict/matrix";
import type { Loss, Matrix, Pairs, Rng } from "@retrodict/spec";

/** Truths and draws from the posteriors given the same data, row by row. */
export interface TruthsAndDraws {
  readonly truths: Matrix;
  readonly draws: Matrix;
  readonly context: Matrix;
}

/** For each row, whether its truth and draw are exchanged. */
export type Exchanged = Uint8Array;

/**
 * Cross-entropy of telling truths from draws, log 2 where nothing is learned: the score becomes log p(θ | x) − log q(θ | x).
 * A truth and its draw stay together, so that what is held out knows neither.
 */
export function pairLoss({ truths, draws, context }: TruthsAndDraws, exchanged: Exchanged): Loss {
  return Object.freeze<Loss>({
    pairs(_rng: Rng, rows: Uint32Array): Pairs {
      const { cols } = truths;
      const target = matrix(2 * rows.length, cols);
      const [own, other] = [gatherRows(truths, rows), gatherRows(draws, rows)];
      target.data.set(own.data);
      target.data.set(other.data, own.data.length);
      rows.forEach((row, i) => {
        if (exchanged[row] === 0) return;
        const drawn = other.data.subarray(i * cols, (i + 1) * cols);
        target.data.set(drawn, i * cols);
        target.data.set(own.data.subarray(i * cols, (i + 1) * cols), (rows.length + i) * cols);
      });
      const twice = new Uint32Array(2 * rows.length);
      twice.set(rows);
      twice.set(rows, rows.length);
      return { target, context: gatherRows(context, twice) };
    },
    grade(_pairs, score, cotangent) {
      const n = score.length;
      let loss = 0;
      score.forEach((s, at) => {
        const isTruth = at < n / 2;
        const wrong = isTruth ? -s : s;
        loss += softplus(wrong) / n;
        cotangent[at] = ((isTruth ? -1 : 1) * sigmoid(wrong)) / n;
      });
      return loss;
    },
  });
}

export const sigmoid = (s: number): number => 1 / (1 + Math.exp(-s));

const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
