import { assertCount } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Draws, LogDensity, Rng, Sampler, SamplingOptions } from "@retrodict/spec";
import { noStart } from "./chain-draws.ts";
import { startPool } from "./start-pool.ts";

export interface RejectionOptions {
  /** Candidates per draw asked for before giving up; 1000 by default. */
  readonly budget?: number;
}

/** Added to the largest `log target − log start` of the pool: the peak is seldom met exactly. */
const LOG_MARGIN = Math.log(1.2);
/** Candidates weighted between two looks at the clock. */
const BATCH = 2000;

/**
 * Rejection sampling from the start distribution: exact and independent draws, given a bound on target / start. The bound
 * is the largest ratio of a pool, with a margin, and is checked by every candidate. Where one exceeds it, the bound is
 * raised to that ratio and what was accepted before is thinned by the old bound over the new one, which leaves exactly
 * the draws that the new bound would have given; how often that was needed is reported.
 */
export function rejection({ budget = 1000 }: RejectionOptions = {}): Sampler {
  assertCount(budget, "budget", "samplers");
  return Object.freeze<Sampler>({
    name: "rejection",
    citations: [
      {
        title: "Various techniques used in connection with random digits",
        authors: "von Neumann, J.",
        year: 1951,
      },
    ],
    sample: (rng, target, n, options) => reject(rng, target, n, { budget, ...options }),
  });
}

async function reject(
  rng: Rng,
  target: LogDensity,
  n: number,
  { budget, start, signal, onProgress }: Required<RejectionOptions> & SamplingOptions,
): Promise<Draws> {
  assertCount(n, "n", "samplers", 0);
  const pool = startPool(rng.fork("pool"), target, { start });
  if (pool.theta.rows === 0) return noStart(target.dim, n, pool.drawn);
  let logBound = pool.logWeights.reduce((a, b) => Math.max(a, b)) + LOG_MARGIN;
  const [candidates, coins] = [rng.fork("candidates"), rng.fork("coins")];
  const pace = pacer();
  let kept: Float64Array[] = [];
  let drawn = 0;
  let accepted = 0;
  let violations = 0;
  while (kept.length < n && drawn < budget * n) {
    if (signal?.aborted) break;
    const batch = start.sample(candidates, BATCH);
    const ratios = target.logDensity(batch);
    start.logDensity(batch).forEach((value, i) => (ratios[i] -= value));
    for (let i = 0; i < batch.rows; i++) {
      if (ratios[i] > logBound) {
        const share = Math.exp(logBound - ratios[i]);
        kept = kept.filter(() => coins.uniform() < share);
        accepted *= share;
        logBound = ratios[i];
        violations++;
      }
      if (!(Math.log(1 - coins.uniform()) < ratios[i] - logBound)) continue;
      accepted++;
      kept.push(row(batch, i).slice());
    }
    drawn += batch.rows;
    onProgress?.(Math.min(kept.length, n), n);
    await pace();
  }
  const samples = matrix(Math.min(kept.length, n), target.dim);
  kept.slice(0, n).forEach((theta, i) => samples.data.set(theta, i * target.dim));
  return {
    samples,
    diagnostics: {
      requested: n,
      drawn: drawn + pool.drawn,
      accepted: drawn === 0 ? NaN : accepted / drawn,
      violations,
    },
    warnings: [
      ...(violations > 0
        ? [
            `The bound was exceeded ${violations} times and raised; the draws are thinned to it, but parts that no candidate met would be missed.`,
          ]
        : []),
      ...(samples.rows < n && !signal?.aborted
        ? [
            `Only ${samples.rows} of ${n} draws were accepted among ${drawn} candidates; use slice(), or start from a narrower distribution.`,
          ]
        : []),
    ],
  };
}
