import { assertLength, assertMatrix } from "@retrodict/check";
import {
  assertOwnEstimator,
  columnsOf,
  fixedScorer,
  observedTrials,
  outOfRange,
  toSpace,
  viewsOf,
  withRangeFindings,
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
import { ratioLikelihood } from "./likelihood.ts";
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
  const likelihoodOf = (trials: Matrix) => ratioLikelihood(artifact, trials, scorer);
  return Object.freeze<SnreFit>({
    params,
    history,
    excludedRows,
    artifact,
    ratio,
    logRatio(theta, data) {
      assertMatrix(theta, { cols: prior.dim }, "theta", "snre");
      assertMatrix(data, { rows: theta.rows, cols: columns }, "x", "snre");
      return scorer.score(toSpace(theta, space), viewsOf(data, x).context);
    },
    likelihood: (observed) => likelihoodOf(trialsOf(observed)),
    posterior(observed) {
      const trials = trialsOf(observed);
      const likelihood = likelihoodOf(trials);
      return withRangeFindings(
        sampledPosterior({ prior, likelihood, observed: trials, sampler }),
        outOfRange(trials.data, x),
      );
    },
  });
}
