import { assertLength, assertMatrix } from "@retrodict/check";
import {
  assertOwnEstimator,
  columnsOf,
  fixedScorer,
  observedTrials,
  outOfRange,
  toSpace,
  validLikelihood,
  viewsOf,
  withFindings,
} from "@retrodict/neural-fit";
import { sampledPosterior } from "@retrodict/samplers";
import type {
  DifferentiableLogDensity,
  Distribution,
  Matrix,
  Observed,
  RatioEstimator,
  Sampler,
} from "@retrodict/spec";
import { restoreValidity } from "@retrodict/validity";
import { ratioLikelihood } from "./likelihood.ts";
import { relativeValidity } from "./relative-validity.ts";
import type { SnreArtifact, SnreFit } from "./types.ts";

export interface RestoreOptions {
  /** The one it was fitted under. */
  readonly prior: Distribution;
  /** The one that `artifact.config` describes. */
  readonly estimator: RatioEstimator;
  /** What draws from posteriors. */
  readonly sampler: Sampler<DifferentiableLogDensity>;
}

/** The fit an artifact was taken from: same ratios, no training. */
export function restoreFit(
  artifact: SnreArtifact,
  { prior, estimator, sampler }: RestoreOptions,
): SnreFit {
  const { params, history, excludedRows, ratio, x, theta: space } = artifact;
  assertOwnEstimator(artifact, estimator, "snre");
  assertLength(space.support.lower, prior.dim, "artifact.theta.support.lower", "snre");
  const scorer = fixedScorer(estimator, params, { targetGradient: true });
  const columns = columnsOf(x);
  const gaps = x.kind === "structured" && x.absent;
  const trialsOf = (observed: Observed): Matrix =>
    observedTrials(observed, { columns, trials: true, gaps, source: "snre" });
  const validity = restoreValidity(artifact.validity);
  const relative = relativeValidity(validity);
  const likelihoodOf = (trials: Matrix) =>
    validLikelihood(ratioLikelihood(artifact, trials, scorer), relative, trials.rows);
  return Object.freeze<SnreFit>({
    params,
    history,
    excludedRows,
    artifact,
    ratio,
    logRatio(theta, data) {
      assertMatrix(theta, { cols: prior.dim }, "theta", "snre");
      assertMatrix(data, { rows: theta.rows, cols: columns }, "x", "snre");
      const ofValid = scorer.score(toSpace(theta, space), viewsOf(data, x).context);
      const ofValidity = relative.logProbability(theta);
      return ofValid.map((value, i) => value + ofValidity[i]);
    },
    likelihood: (observed) => likelihoodOf(trialsOf(observed)),
    posterior(observed) {
      const trials = trialsOf(observed);
      const likelihood = likelihoodOf(trials);
      return withFindings(
        sampledPosterior({ prior, likelihood, observed: trials, sampler: sampler as Sampler }),
        {
          observedOutOfRange: outOfRange(trials.data, x),
          warnings: validity.warnings,
        },
      );
    },
  });
}
