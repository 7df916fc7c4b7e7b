import { matrix } from "@retrodict/matrix";
import type { ValidProbability } from "@retrodict/neural-fit";
import type { Validity } from "@retrodict/validity";

/** log p(valid | theta) − log p(valid): what a log-ratio learned from valid simulations lacks. */
export function relativeValidity(validity: Validity): ValidProbability {
  const { network, counts } = validity.artifact;
  if (network === null) return nowhere;
  const logShare = Math.log(counts.valid / (counts.valid + counts.invalid));
  const relative = (values: Float64Array): Float64Array => values.map((value) => value - logShare);
  return Object.freeze<ValidProbability>({
    logProbability: (theta) => relative(validity.logProbability(theta)),
    logProbabilityGrad(theta) {
      const { logProbability, grad } = validity.logProbabilityGrad(theta);
      return { logProbability: relative(logProbability), grad };
    },
  });
}

/** Where the probability is the same everywhere it tells nothing of theta. */
const nowhere: ValidProbability = Object.freeze({
  logProbability: (theta) => new Float64Array(theta.rows),
  logProbabilityGrad: (theta) => ({
    logProbability: new Float64Array(theta.rows),
    grad: matrix(theta.rows, theta.cols),
  }),
} satisfies ValidProbability);
