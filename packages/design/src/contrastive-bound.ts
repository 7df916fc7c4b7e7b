import { gatherRows, row, stackRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { contrastiveBounds, estimateOf, type Contrasting } from "./contrastive-bounds.ts";
import type { Evaluated } from "./evaluated.ts";
import { logPosteriorAt } from "./learn-experiment.ts";
import type { Estimate } from "./types.ts";

/**
 * The contrastive lower bound with log q(theta | x) − log p(theta) as the score, up to a constant each; of a failure,
 * log p(failed | theta).
 */
export async function contrastiveBound(
  { belief, fit, failures, fresh: { theta, x, valid } }: Evaluated,
  contrasts: Matrix,
  contrasting: Contrasting,
): Promise<Estimate> {
  const others = belief.logDensity(contrasts);
  const logBelief = belief.logDensity(theta);
  const { lower } = await contrastiveBounds(
    {
      rows: theta.rows,
      contrasts: contrasts.rows,
      score(i) {
        const tried = stackRows(gatherRows(theta, [i]), contrasts);
        if (!valid[i]) return failures.logFailing(tried);
        if (fit === undefined) return new Float64Array(tried.rows);
        return logPosteriorAt(fit, tried, row(x, i)).map(
          (value, k) => value - (k === 0 ? logBelief[i] : others[k - 1]),
        );
      },
    },
    contrasting,
  );
  return estimateOf(lower);
}
