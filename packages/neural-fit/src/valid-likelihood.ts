/*
 * Learned from simulations that gave an output, a likelihood is p(x | theta, valid), and larger than p(x | theta) where
 * simulations often fail. The factor p(valid | theta), once a trial, makes up for it.
 */
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { TrialLikelihood } from "./trial-likelihood.ts";

/** log p(valid | theta), one value per row of theta, as `@retrodict/validity` learns it. */
export interface ValidProbability {
  logProbability(theta: Matrix): Float64Array;
  logProbabilityGrad(theta: Matrix): {
    readonly logProbability: Float64Array;
    readonly grad: Matrix;
  };
}

/** The likelihood of `trials` valid trials, from that given that they are valid. */
export function validLikelihood(
  given: TrialLikelihood,
  validity: ValidProbability,
  trials: number,
): TrialLikelihood {
  const plus = (values: Float64Array, others: Float64Array): Float64Array =>
    values.map((value, at) => value + trials * others[at]);
  return Object.freeze<TrialLikelihood>({
    logDensity: (theta) => plus(given.logDensity(theta), validity.logProbability(theta)),
    logDensityGrad(theta) {
      const [own, other] = [given.logDensityGrad(theta), validity.logProbabilityGrad(theta)];
      const logDensity = plus(own.logDensity, other.logProbability);
      const isInside = (at: number): boolean => logDensity[Math.floor(at / theta.cols)] > -Infinity;
      const grad = plus(own.grad.data, other.grad.data).map((g, at) => (isInside(at) ? g : 0));
      return { logDensity, grad: matrix(theta.rows, theta.cols, grad) };
    },
  });
}
