/*
 * How much each of several trained estimators is worth: the shares with which the mixture of what they learned has the
 * least loss on rows that none of them was trained on (stacking: Wolpert 1992; of densities, Smyth & Wolpert 1999).
 */
import type { Loss, Pairs } from "@retrodict/spec";
import type { HeldOutPairs } from "./held-out-pairs.ts";
import { logMixture } from "./log-mixture.ts";

/** Held-out pairs and what every member scores them. */
export interface ScoredPairs<P extends Pairs> extends HeldOutPairs<P> {
  /** One array a member. */
  readonly scores: readonly Float64Array[];
}

const MAX_STEPS = 200;
/** A step that gains less ends the search. */
const LEAST_GAIN = 1e-7;
const LEAST_RATE = 1e-3;
/** No member is dismissed altogether: held-out rows are few. */
const LEAST_SHARE = 1e-6;

interface Graded {
  readonly shares: readonly number[];
  readonly loss: number;
  readonly gradient: readonly number[];
}

/** Shares that sum to one, and their mean loss; by exponentiated gradient descent from even ones (Kivinen & Warmuth 1997). */
export function mixtureShares<P extends Pairs>(
  scored: readonly ScoredPairs<P>[],
  loss: Loss<P>,
): { readonly shares: readonly number[]; readonly loss: number } {
  const members = scored[0].scores.length;
  const grade = (shares: readonly number[]) => gradedMixture(shares, scored, loss);
  let best = grade(Array.from({ length: members }, () => 1 / members));
  for (let step = 0, rate = 1; step < MAX_STEPS && rate > LEAST_RATE; step++) {
    const { shares, gradient } = best;
    const next = grade(normalized(shares.map((share, m) => share * Math.exp(-rate * gradient[m]))));
    // Also where a loss is not finite.
    if (!(next.loss < best.loss)) {
      rate /= 2;
      continue;
    }
    const gain = best.loss - next.loss;
    best = next;
    if (gain < LEAST_GAIN) break;
    rate *= 1.5;
  }
  return best;
}

function gradedMixture<P extends Pairs>(
  shares: readonly number[],
  scored: readonly ScoredPairs<P>[],
  loss: Loss<P>,
): Graded {
  const gradient = shares.map(() => 0);
  let mean = 0;
  for (const { pairs, share, scores } of scored) {
    const mixed = logMixture(scores, shares);
    const cotangent = new Float64Array(mixed.length);
    mean += share * loss.grade(pairs, mixed, cotangent);
    scores.forEach((score, m) => {
      // Rows that no member finds possible pull at none of them.
      mixed.forEach((total, i) => {
        if (total > -Infinity) gradient[m] += share * cotangent[i] * Math.exp(score[i] - total);
      });
    });
  }
  return { shares, loss: mean, gradient };
}

function normalized(shares: readonly number[]): readonly number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.max(share / total, LEAST_SHARE));
}
