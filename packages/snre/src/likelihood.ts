import {
  repeatEachRow,
  repeatRows,
  spaceSlopes,
  toSpace,
  trialLikelihood,
  viewsOf,
  type FixedScorer,
  type TrialLikelihood,
} from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";
import type { SnreArtifact } from "./types.ts";

/** `Σ f(theta, x_t)` over trials, one a row: the log-likelihood up to a constant. */
export function ratioLikelihood(
  { theta: space, x }: SnreArtifact,
  trials: Matrix,
  scorer: FixedScorer,
): TrialLikelihood {
  const { context } = viewsOf(trials, x);
  return trialLikelihood({
    scorer,
    trials: trials.rows,
    constant: 0,
    see: (theta) => toSpace(theta, space),
    slopes: (theta) => spaceSlopes(theta, space),
    pairs: (seen) => ({
      target: repeatRows(seen, trials.rows),
      context: repeatEachRow(context, seen.rows),
    }),
    pull(byTarget, _byContext, bySeen) {
      for (let k = 0; k < bySeen.length; k++) bySeen[k] += byTarget[k];
    },
  });
}
