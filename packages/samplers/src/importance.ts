import { assertCount } from "@retrodict/check";
import { stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Draws, LogDensity, Rng, Sampler, SamplingOptions } from "@retrodict/spec";
import { noStart } from "./chain-draws.ts";
import { startPool, type StartPool } from "./start-pool.ts";
import { weightedDraws } from "./weighted-draws.ts";

export interface ImportanceOptions {
  /** Candidates for every draw asked for; 20 by default. */
  readonly oversampling?: number;
}

/** Candidates weighted between two looks at the clock. */
const BATCH = 10_000;

/**
 * Sampling importance resampling (Rubin 1988): candidates from the start distribution, weighted by target / start with
 * Pareto smoothing, and resampled. All draws share the candidates, so that a candidate of great weight appears several
 * times. Good where the start is not much wider than the target, as for few parameters; k tells.
 */
export function importance({ oversampling = 20 }: ImportanceOptions = {}): Sampler {
  assertCount(oversampling, "oversampling", "samplers");
  return Object.freeze<Sampler>({
    name: "importance",
    citations: [
      {
        title: "Pareto smoothed importance sampling",
        authors: "Vehtari, A., Simpson, D., Gelman, A., Yao, Y. and Gabry, J.",
        year: 2024,
        url: "https://arxiv.org/abs/1507.02646",
      },
    ],
    sample: (rng, target, n, options) => resample(rng, target, n, { oversampling, ...options }),
  });
}

async function resample(
  rng: Rng,
  target: LogDensity,
  n: number,
  { oversampling, start, signal, onProgress }: Required<ImportanceOptions> & SamplingOptions,
): Promise<Draws> {
  assertCount(n, "n", "samplers", 0);
  const pace = pacer();
  const pools: StartPool[] = [];
  const candidates = Math.max(BATCH, oversampling * n);
  for (let drawn = 0; drawn < candidates; drawn += BATCH) {
    if (signal?.aborted) break;
    pools.push(startPool(rng.fork(pools.length), target, { start }, BATCH));
    onProgress?.(Math.min(n, Math.floor((n * (drawn + BATCH)) / candidates)), n);
    await pace();
  }
  const drawn = pools.reduce((sum, pool) => sum + pool.drawn, 0);
  const theta = stackRows(...pools.map((pool) => pool.theta));
  if (theta.rows === 0) return noStart(target.dim, n, drawn);
  const logWeights = Float64Array.from(pools.flatMap((pool) => Array.from(pool.logWeights)));
  return weightedDraws(rng, theta, logWeights, {
    n,
    drawn,
    remedies: {
      tail: "the start distribution misses part of the posterior; use slice() or more candidates",
      worth: "raise oversampling or use slice()",
    },
  });
}
