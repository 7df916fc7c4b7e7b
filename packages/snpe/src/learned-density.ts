import {
  fromResiduals,
  fromSpace,
  logDetResiduals,
  logDetToSpace,
  toResiduals,
  toSpace,
  viewsOf,
} from "@retrodict/neural-fit";
import type { ConditionalDensityEstimator, Distribution, Matrix } from "@retrodict/spec";
import type { SnpeArtifact } from "./types.ts";

/** What the estimator learned of theta given one observation, in theta's own units; it may leak beyond the prior. */
export function learnedDensity(
  artifact: SnpeArtifact,
  estimator: ConditionalDensityEstimator,
  observed: Matrix,
): Distribution {
  const { theta: space, line } = artifact;
  const { context, regressors } = viewsOf(observed, artifact.x);
  const flow = estimator.condition(artifact.params, context.data);
  const logDetLine = logDetResiduals(line);
  return Object.freeze<Distribution>({
    dim: flow.dim,
    support: space.support,
    sample: (rng, n) => fromSpace(fromResiduals(flow.sample(rng, n), regressors, line), space),
    logDensity(theta) {
      const logDet = logDetToSpace(theta, space);
      return flow
        .logDensity(toResiduals(toSpace(theta, space), regressors, line))
        .map((q, i) => q + logDet[i] + logDetLine);
    },
  });
}
