import { assertLength } from "@retrodict/check";
import {
  assertOwnEstimator,
  countBeyond,
  fixedScorer,
  observedTrials,
  validLikelihood,
  withFindings,
} from "@retrodict/neural-fit";
import { sampledPosterior } from "@retrodict/samplers";
import type {
  ConditionalDensityEstimator,
  DifferentiableLogDensity,
  Distribution,
  Matrix,
  Observed,
  Sampler,
} from "@retrodict/spec";
import { restoreValidity } from "@retrodict/validity";
import { learnedLikelihood } from "./likelihood.ts";
import type { SnleArtifact, SnleFit } from "./types.ts";

export interface RestoreOptions {
  /** The one it was fitted under. */
  readonly prior: Distribution;
  /** The one that `artifact.config` describes. */
  readonly estimator: ConditionalDensityEstimator;
  /** What draws from posteriors. */
  readonly sampler: Sampler<DifferentiableLogDensity>;
}

/** The fit an artifact was taken from: same likelihoods, no training. */
export function restoreFit(
  artifact: SnleArtifact,
  { prior, estimator, sampler }: RestoreOptions,
): SnleFit {
  const { params, history, excludedRows, x, theta } = artifact;
  assertOwnEstimator(artifact, estimator, "snle");
  assertLength(theta.support.lower, prior.dim, "artifact.theta.support.lower", "snle");
  const scorer = fixedScorer(estimator, params, { contextGradient: true, targetGradient: true });
  const trialsOf = (observed: Observed): Matrix =>
    observedTrials(observed, {
      columns: x.lower.length,
      trials: true,
      gaps: false,
      source: "snle",
    });
  const validity = restoreValidity(artifact.validity);
  const likelihoodOf = (trials: Matrix) =>
    validLikelihood(learnedLikelihood(artifact, trials, scorer), validity, trials.rows);
  return Object.freeze<SnleFit>({
    params,
    history,
    excludedRows,
    artifact,
    likelihood: (observed) => likelihoodOf(trialsOf(observed)),
    posterior(observed) {
      const trials = trialsOf(observed);
      const likelihood = likelihoodOf(trials);
      return withFindings(
        sampledPosterior({ prior, likelihood, observed: trials, sampler: sampler as Sampler }),
        {
          observedOutOfRange: countBeyond(trials.data, x),
          warnings: validity.warnings,
        },
      );
    },
  });
}
