import { assertCount } from "@retrodict/check";
import { wasmEngine } from "@retrodict/engine-wasm";
import type {
  DifferentiableLogDensity,
  Draws,
  Rng,
  Sampler,
  SamplingOptions,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { noStart } from "./chain-draws.ts";
import { chainStarts } from "./chain-starts.ts";
import { flowProposal } from "./flow-proposal.ts";
import { mixtureCandidates } from "./mixture-candidates.ts";
import { assertDifferentiable } from "./sampled-posterior.ts";
import { samplingFlow } from "./sampling-flow.ts";
import { startPool } from "./start-pool.ts";
import { differentiableUnconstrained, unconstrained } from "./unconstrained.ts";
import { fitFlow } from "./variational-fit.ts";
import { weightedDraws } from "./weighted-draws.ts";
import { whitening } from "./whitening.ts";

export interface VariationalOptions {
  /** Steps of the fit, 256 gradients each; 2000 by default. */
  readonly steps?: number;
  /** Candidates from the fitted flow for every draw asked for; 3 by default. */
  readonly oversampling?: number;
  /** What computes the flow; WebAssembly by default. */
  readonly engine?: Engine;
}

/** Candidates from the flow at least. */
const LEAST_CANDIDATES = 4000;
/** Starting points that stand for the weighted pool. */
const REPRESENTATIVES = 1000;

/**
 * Variational inference with a normalising flow in unconstrained space, corrected by importance resampling. What the
 * flow leaves out cannot be told from its own draws, so that the candidates are those of the flow and of the start pool
 * together, weighted against the mixture of both (Owen & Zhou 2000): a mode that the flow missed but the pool has met
 * counts, and shows in k. Draws are nearly independent, and each costs about three densities after the fit.
 */
export function variational(options: VariationalOptions = {}): Sampler<DifferentiableLogDensity> {
  const { steps = 2000, oversampling = 3, engine = wasmEngine() } = options;
  assertCount(steps, "steps", "samplers");
  assertCount(oversampling, "oversampling", "samplers");
  return Object.freeze<Sampler<DifferentiableLogDensity>>({
    name: "variational",
    citations: [
      {
        title: "Variational inference with normalizing flows",
        authors: "Rezende, D. J. and Mohamed, S.",
        year: 2015,
        url: "https://arxiv.org/abs/1505.05770",
      },
      {
        title: "Pareto smoothed importance sampling",
        authors: "Vehtari, A., Simpson, D., Gelman, A., Yao, Y. and Gabry, J.",
        year: 2024,
        url: "https://arxiv.org/abs/1507.02646",
      },
    ],
    sample: (rng, target, n, sampling) =>
      fitAndResample(rng, target, n, { steps, oversampling, engine, ...sampling }),
  });
}

async function fitAndResample(
  rng: Rng,
  target: DifferentiableLogDensity,
  n: number,
  options: Required<VariationalOptions> & SamplingOptions,
): Promise<Draws> {
  const { steps, oversampling, engine, start, signal, onProgress } = options;
  assertCount(n, "n", "samplers", 0);
  assertDifferentiable(target, "variational()");
  const free = differentiableUnconstrained(target);
  const pool = startPool(rng.fork("pool"), target, { start });
  if (pool.theta.rows === 0) return noStart(target.dim, n, pool.drawn);
  const space = whitening(chainStarts(rng, pool, { target: free, chains: REPRESENTATIVES }));
  const flow = samplingFlow(engine, target.dim);
  const params = await fitFlow(rng.fork("fit"), flow, {
    engine,
    steps,
    target(points) {
      const { logDensity, grad } = free.logDensityGrad(space.toFree(points));
      return { logDensity, grad: space.pullback(grad) };
    },
    onStep: (step) => onProgress?.(Math.floor((n * step) / (steps + 1)), n),
    signal,
  });
  const { z, logWeights, drawn } = await mixtureCandidates(rng.fork("candidates"), {
    target: free,
    // The start in the target's unconstrained space, whatever its own support.
    start: unconstrained({ ...target, logDensity: (theta) => start.logDensity(theta) }),
    pool,
    proposal: flowProposal(flow.fixed(params), space),
    count: Math.max(LEAST_CANDIDATES, oversampling * n),
    signal,
  });
  onProgress?.(n, n);
  return weightedDraws(rng, free.toTheta(z), logWeights, {
    n,
    drawn,
    remedies: {
      tail: "the flow and the start distribution miss part of the posterior; use slice() or tempered(), or more steps",
      worth: "use slice() or nuts(), or more steps",
    },
  });
}
