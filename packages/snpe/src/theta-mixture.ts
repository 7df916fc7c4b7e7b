import { assert } from "@retrodict/check";
import { gaussianMixture, type GaussianMixture } from "@retrodict/distributions";
import { fromResiduals, fromSpace } from "@retrodict/neural-fit";
import { matrix } from "@retrodict/matrix";
import type { ConditionalDensityEstimator, Distribution, Matrix } from "@retrodict/spec";
import { conditioned } from "./conditioning.ts";
import type { SnpeArtifact } from "./types.ts";

/**
 * The mixture that was learned given one observation, in theta's own units: an affine space keeps Gaussians Gaussian,
 * so that it can be multiplied with others, whichever spaces those were learned in. Throws an `argument` error where
 * the estimator gives no mixture.
 */
export function thetaMixture(
  artifact: SnpeArtifact,
  estimator: ConditionalDensityEstimator,
  observed: Matrix,
): GaussianMixture {
  const { theta: space, line } = artifact;
  const { context, regressors } = conditioned(observed, artifact);
  const learned = estimator.condition(artifact.params, context.data);
  assertMixture(learned);
  const { mean, std } = space.standardization;
  const scale = std.map((s, j) => s * line.spread[j]);
  return gaussianMixture({
    logWeights: learned.logWeights,
    means: fromSpace(fromResiduals(learned.means, regressors, line), space),
    factors: learned.factors.map(({ rows, cols, data }) =>
      matrix(
        rows,
        cols,
        data.map((value, at) => value / scale[at % mean.length]),
      ),
    ),
  });
}

function assertMixture(learned: Distribution): asserts learned is GaussianMixture {
  assert(
    "logWeights" in learned && "factors" in learned,
    "argument",
    "snpe",
    "expected an estimator whose distributions are Gaussian mixtures, got another; use mdn",
  );
}
