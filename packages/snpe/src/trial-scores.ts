import { matmul, matrix } from "@retrodict/matrix";
import {
  logDetResiduals,
  logDetSlopes,
  logDetToSpace,
  repeatEachRow,
  repeatRows,
  spaceSlopes,
  toSpace,
  trialLikelihood,
  type TrialLikelihood,
} from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";
import { conditioned } from "./conditioning.ts";
import type { LearnedParts } from "./types.ts";

/** `Σ log q(theta | x_t)` over trials, one a row, and its gradient by theta, both in theta's own units. */
export function trialScores({ artifact, scorer }: LearnedParts, trials: Matrix): TrialLikelihood {
  const { theta: space, line } = artifact;
  const count = trials.rows;
  const { context, regressors } = conditioned(trials, artifact);
  const expected = matmul(regressors, line.slope);
  const residuals = (values: Matrix, lines: Matrix): Matrix =>
    matrix(
      values.rows,
      values.cols,
      values.data.map((v, at) => (v - lines.data[at]) / line.spread[at % values.cols]),
    );
  const scores = trialLikelihood({
    scorer,
    trials: count,
    constant: count * logDetResiduals(line),
    see: (theta) => toSpace(theta, space),
    slopes: (theta) => spaceSlopes(theta, space),
    pairs: (seen) => ({
      target: residuals(repeatRows(seen, count), repeatEachRow(expected, seen.rows)),
      context: repeatEachRow(context, seen.rows),
    }),
    pull(byTarget, _byContext, bySeen) {
      byTarget.forEach((by, j) => (bySeen[j] += by / line.spread[j]));
    },
  });
  const withLogDet = (sums: Float64Array, theta: Matrix): Float64Array => {
    const logDet = logDetToSpace(theta, space);
    return sums.map((sum, i) => (sum > -Infinity ? sum + count * logDet[i] : sum));
  };
  return Object.freeze<TrialLikelihood>({
    logDensity: (theta) => withLogDet(scores.logDensity(theta), theta),
    logDensityGrad(theta) {
      const { logDensity, grad } = scores.logDensityGrad(theta);
      const slopes = logDetSlopes(theta, space).data;
      const data = grad.data.map((by, at) =>
        logDensity[Math.floor(at / theta.cols)] > -Infinity ? by + count * slopes[at] : 0,
      );
      return {
        logDensity: withLogDet(logDensity, theta),
        grad: matrix(theta.rows, theta.cols, data),
      };
    },
  });
}
