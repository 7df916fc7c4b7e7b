/*
 * The posterior of independent trials from one that was learned trial by trial. Each log q(theta | x_t) is that
 * trial's log-likelihood plus one log-prior, so their sum has T − 1 priors too many:
 * log p(theta | x_1 … x_T) = Σ log q(theta | x_t) − (T − 1) log p(theta), up to a constant (Geffner, Papamakarios &
 * Mnih 2023). Errors of q add up over the trials, too.
 */
import { matrix } from "@retrodict/matrix";
import { outOfRange, withFindings } from "@retrodict/neural-fit";
import { sampledPosterior, type DifferentiableLikelihood } from "@retrodict/samplers";
import type {
  DifferentiableDistribution,
  DifferentiableLogDensity,
  Matrix,
  Posterior,
  Sampler,
} from "@retrodict/spec";
import { trialScores } from "./trial-scores.ts";
import type { LearnedParts } from "./types.ts";

export interface TrialsPosteriorOptions {
  /** One trial a row. */
  readonly observed: Matrix;
  readonly sampler: Sampler<DifferentiableLogDensity>;
}

/** The posterior given several trials, known up to a constant; it has a gradient where the prior has. */
export function trialsPosterior(
  parts: LearnedParts,
  { observed, sampler }: TrialsPosteriorOptions,
): Posterior {
  const { prior, artifact } = parts;
  const likelihood = withoutPriors(parts, observed);
  return withFindings(
    sampledPosterior({ prior, likelihood, observed, sampler: sampler as Sampler }),
    {
      observedOutOfRange: outOfRange(observed.data, artifact.x),
      warnings: [],
    },
  );
}

/** The likelihood, which is what multiplies the prior: `Σ log q(theta | x_t) − T log p(theta)`. */
function withoutPriors(parts: LearnedParts, trials: Matrix): DifferentiableLikelihood {
  const scores = trialScores(parts, trials);
  const { prior } = parts;
  const less = (sums: Float64Array, priors: Float64Array): Float64Array =>
    sums.map((value, at) => value - trials.rows * priors[at]);
  return {
    logDensity: (theta) => less(scores.logDensity(theta), prior.logDensity(theta)),
    logDensityGrad(theta) {
      // Asked for only where the prior has one.
      const own = (prior as DifferentiableDistribution).logDensityGrad(theta);
      const { logDensity, grad } = scores.logDensityGrad(theta);
      return {
        logDensity: less(logDensity, own.logDensity),
        grad: matrix(theta.rows, theta.cols, less(grad.data, own.grad.data)),
      };
    },
  };
}
