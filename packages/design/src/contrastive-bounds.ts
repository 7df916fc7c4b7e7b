/*
 * Bounds by contrast: how much better the theta that made a row scores for it than others drawn from the belief. With
 * itself among those it is compared to, any score gives a lower bound, at most log(L + 1) for L contrasts (van den Oord,
 * Li & Vinyals, "Representation learning with contrastive predictive coding", 2018; Foster et al., "A unified stochastic
 * gradient approach to designing Bayesian-optimal experiments", 2020). Without itself, and with the log-likelihood as
 * the score, it is nested Monte Carlo, whose expectation is an upper bound.
 */
import { refuseIfAborted } from "@retrodict/check";
import { pacer } from "@retrodict/nn";
import { logSumExp } from "@retrodict/stats";
import { estimate, mean } from "./estimate.ts";
import type { Estimate } from "./types.ts";

export interface Contrasted {
  readonly rows: number;
  readonly contrasts: number;
  /** Of one row: the score of the theta that made it, then of all contrasts, which are the same for all rows. */
  score(row: number): Float64Array;
}

export interface Contrasting {
  readonly signal: AbortSignal | undefined;
  readonly onRow: (done: number) => void;
}

/** What the estimate is made of: a term for each row, and what each contrast adds to it. */
export interface ContrastiveTerms {
  readonly rows: Float64Array;
  readonly contrasts: Float64Array;
}

export async function contrastiveBounds(
  { rows, contrasts, score }: Contrasted,
  { signal, onRow }: Contrasting,
): Promise<{ readonly lower: ContrastiveTerms; readonly upper: ContrastiveTerms }> {
  const lower = emptyTerms(rows, contrasts);
  const upper = emptyTerms(rows, contrasts);
  const pace = pacer();
  for (let i = 0; i < rows; i++) {
    const scores = score(i);
    const [own] = scores;
    const others = scores.subarray(1);
    const rest = logSumExp(others);
    const all = logSumExp([own, rest]);
    lower.rows[i] = own - all + Math.log(contrasts + 1);
    upper.rows[i] = own - rest + Math.log(contrasts);
    for (let l = 0; l < contrasts; l++) {
      lower.contrasts[l] -= (Math.exp(others[l] - all) * contrasts) / rows;
      upper.contrasts[l] -= (Math.exp(others[l] - rest) * contrasts) / rows;
    }
    onRow(i + 1);
    await pace();
    refuseIfAborted(signal, "design");
  }
  return { lower, upper };
}

export const estimateOf = ({ rows, contrasts }: ContrastiveTerms): Estimate =>
  estimate(mean(rows), [rows, contrasts]);

const emptyTerms = (rows: number, contrasts: number): ContrastiveTerms => ({
  rows: new Float64Array(rows),
  contrasts: new Float64Array(contrasts),
});
