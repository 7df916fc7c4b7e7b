import { matmul } from "@retrodict/matrix";
import {
  clampToRange,
  columnSlopes,
  logDetToColumnSpace,
  repeatEachRow,
  repeatRows,
  toColumnSpace,
  trialLikelihood,
  type FixedScorer,
  type TrialLikelihood,
} from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";
import { logDetWhitened, whiten } from "./linear-start.ts";
import type { SnleArtifact } from "./types.ts";

/**
 * `Σ log q(x_t | theta)` over trials, one a row. What the estimator scores, trial minus line, is linear in both, so
 * that trials are taken to its space once. Values beyond all simulated ones count as the edge.
 */
export function learnedLikelihood(
  artifact: SnleArtifact,
  trials: Matrix,
  scorer: FixedScorer,
): TrialLikelihood {
  const { theta: context, x, start } = artifact;
  const inside = clampToRange(trials, x);
  const observed = whiten(toColumnSpace(inside, x), start.factor);
  const slope = whiten(start.slope, start.factor);
  const logDet = logDetToColumnSpace(inside, x).reduce((sum, value) => sum + value, 0);
  return trialLikelihood({
    scorer,
    trials: trials.rows,
    constant: logDet + trials.rows * logDetWhitened(start),
    see: (theta) => toColumnSpace(theta, context),
    slopes: (theta) => columnSlopes(theta, context),
    pairs(seen) {
      const target = repeatEachRow(observed, seen.rows);
      const line = matmul(seen, slope).data;
      for (let at = 0; at < target.data.length; at++) target.data[at] -= line[at % line.length];
      return { target, context: repeatRows(seen, trials.rows) };
    },
    pull(byTarget, byContext, bySeen) {
      for (let k = 0; k < bySeen.length; k++) {
        bySeen[k] += byContext[k];
        for (let j = 0; j < byTarget.length; j++) {
          bySeen[k] -= slope.data[k * byTarget.length + j] * byTarget[j];
        }
      }
    },
  });
}
