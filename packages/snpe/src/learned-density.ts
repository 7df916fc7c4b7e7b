import {
  fromResiduals,
  fromSpace,
  logDetResiduals,
  logDetToSpace,
  toResiduals,
  toSpace,
} from "@retrodict/neural-fit";
import type { DifferentiableDistribution, Matrix } from "@retrodict/spec";
import { conditioned } from "./conditioning.ts";
import { trialScores } from "./trial-scores.ts";
import type { LearnedParts } from "./types.ts";

/** What the estimator learned of theta given one observation, in theta's own units; it may leak beyond the prior. */
export function learnedDensity(parts: LearnedParts, observed: Matrix): DifferentiableDistribution {
  const { artifact, estimator } = parts;
  const { theta: space, line } = artifact;
  const { context, regressors } = conditioned(observed, artifact);
  const flow = estimator.condition(artifact.params, context.data);
  const logDetLine = logDetResiduals(line);
  return Object.freeze<DifferentiableDistribution>({
    dim: flow.dim,
    support: space.support,
    sample: (rng, n) => fromSpace(fromResiduals(flow.sample(rng, n), regressors, line), space),
    logDensity(theta) {
      const logDet = logDetToSpace(theta, space);
      return flow
        .logDensity(toResiduals(toSpace(theta, space), regressors, line))
        .map((q, i) => q + logDet[i] + logDetLine);
    },
    logDensityGrad: trialScores(parts, observed).logDensityGrad,
  });
}
