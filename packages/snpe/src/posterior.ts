import { assertCount, assertMatrix } from "@retrodict/check";
import {
  fromResiduals,
  fromSpace,
  logDetResiduals,
  logDetToSpace,
  outOfRange,
  toResiduals,
  toSpace,
  viewsOf,
} from "@retrodict/neural-fit";
import { stream } from "@retrodict/random";
import type {
  ConditionalDensityEstimator,
  Distribution,
  Draws,
  Matrix,
  Posterior,
  Rng,
  RunOptions,
} from "@retrodict/spec";
import { drawInside } from "./draw-inside.ts";
import type { SnpeArtifact } from "./types.ts";

/** Draws behind the estimate of the acceptance: its relative error is at most 1 % while more than half are inside. */
const ACCEPTANCE_DRAWS = 10_000;

/**
 * The learned density given one observation, cut off where the prior is zero. Draws outside are rejected;
 * the log-density is divided by the share inside, estimated once, so that it integrates to one.
 */
export function flowPosterior({
  prior,
  estimator,
  artifact,
  observed,
}: {
  readonly prior: Distribution;
  readonly estimator: ConditionalDensityEstimator;
  readonly artifact: SnpeArtifact;
  readonly observed: Matrix;
}): Posterior {
  const { theta: space, x, line } = artifact;
  const { context, regressors } = viewsOf(observed, x);
  const flow = estimator.condition(artifact.params, context.data);
  const draw = (rng: Rng, n: number): Matrix =>
    fromSpace(fromResiduals(flow.sample(rng, n), regressors, line), space);
  const inside = (theta: Matrix): readonly boolean[] =>
    Array.from(prior.logDensity(theta), (value) => value > -Infinity);

  let logShare: number | undefined;
  /** NaN if no draw is inside. */
  function logAcceptance(): number {
    const kept = inside(draw(stream("snpe acceptance"), ACCEPTANCE_DRAWS)).filter(Boolean).length;
    return kept === 0 ? NaN : Math.log(kept / ACCEPTANCE_DRAWS);
  }
  return Object.freeze<Posterior>({
    dim: prior.dim,
    support: prior.support,
    observed,
    normalized: true,
    logDensity(theta: Matrix): Float64Array {
      assertMatrix(theta, { cols: prior.dim }, "theta", "snpe");
      logShare ??= logAcceptance();
      const isInside = inside(theta);
      const logDet = logDetToSpace(theta, space);
      const constant = logDetResiduals(line) - logShare;
      return flow
        .logDensity(toResiduals(toSpace(theta, space), regressors, line))
        .map((q, i) => (isInside[i] ? q + logDet[i] + constant : -Infinity));
    },
    async sample(rng: Rng, n: number, options?: RunOptions): Promise<Draws> {
      assertCount(n, "n", "snpe", 0);
      const { samples, drawn, accepted } = await drawInside(rng, n, {
        draw,
        inside,
        dim: prior.dim,
        ...options,
      });
      return {
        samples,
        diagnostics: {
          requested: n,
          drawn,
          acceptance: accepted / drawn,
          observedOutOfRange: outOfRange(observed.data, x),
        },
        warnings: [],
      };
    },
  });
}
