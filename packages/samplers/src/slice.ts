import { assertCount } from "@retrodict/check";
import { covariance, matrix, stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type {
  Distribution,
  Draws,
  LogDensity,
  Matrix,
  Rng,
  Sampler,
  SamplingOptions,
} from "@retrodict/spec";
import { chainDraws, noStart } from "./chain-draws.ts";
import { chainStarts } from "./chain-starts.ts";
import { jumpProposal, jumps } from "./jumps.ts";
import { directionsOf, SEARCHING, SETTLED, sweepOnce, widened } from "./slice-directions.ts";
import type { ChainState } from "./slice-sweep.ts";
import { startPool } from "./start-pool.ts";
import { unconstrained } from "./unconstrained.ts";

export interface SliceOptions {
  /** Chains in lock step; 32 by default. */
  readonly chains?: number;
  /** Sweeps before the first draw that is kept, in which directions and widths are learned; 120 by default. */
  readonly warmUp?: number;
}

/** Sweeps of warm-up after which directions are learned anew from the draws since. */
const EPOCHS = 3;
/** Jumps after every sweep: each costs one density, a sweep two or three per direction. */
const JUMPS = 4;
/** Sweeps kept of each chain at least: fewer would not tell whether the chains agree. */
const LEAST_SWEEPS = 20;

/**
 * Slice sampling (Neal 2003) of many chains in lock step, in unconstrained space, along the columns of a Cholesky
 * factor of the target's covariance, so that correlations cost nothing. Starting points come by weight from one pool of
 * start draws, and each sweep ends with a jump to anywhere the warm-up has been (see `jumps`), whose acceptance the
 * diagnostics tell: modes far apart are visited in their proportions. Nothing is to be tuned.
 */
export function slice({ chains = 32, warmUp = 120 }: SliceOptions = {}): Sampler {
  assertCount(chains, "chains", "samplers", 2);
  assertCount(warmUp, "warmUp", "samplers", 0);
  return Object.freeze<Sampler>({
    name: "slice",
    citations: [
      {
        title: "Slice sampling",
        authors: "Neal, R. M.",
        year: 2003,
        doi: "10.1214/aos/1056562461",
      },
    ],
    sample: (rng, target, n, options) =>
      sampleSlices(rng, target, n, { chains, warmUp, ...options }),
  });
}

async function sampleSlices(
  rng: Rng,
  target: LogDensity,
  n: number,
  { chains, warmUp, start, signal, onProgress }: Required<SliceOptions> & SamplingOptions,
): Promise<Draws> {
  assertCount(n, "n", "samplers", 0);
  const free = unconstrained(target);
  const pool = startPool(rng.fork("pool"), target, { start });
  if (pool.theta.rows === 0) return noStart(target.dim, n, pool.drawn);
  const starts = chainStarts(rng, pool, { target: free, chains });
  const state: ChainState = {
    positions: starts.positions,
    logDensity: free.logDensity(starts.positions),
  };
  const rngs = Array.from({ length: chains }, (_, c) => rng.fork("chain").fork(c));
  const order = rng.fork("order");
  const pace = pacer();
  const kept = Math.max(LEAST_SWEEPS, Math.ceil(n / chains));
  let directions = directionsOf(starts.covariance, SEARCHING);
  let recent: Matrix[] = [];
  let proposal: Distribution | undefined;
  let accepted = 0;
  const positions: Matrix[] = [];
  for (let sweep = 0; sweep < warmUp + kept; sweep++) {
    if (signal?.aborted) break;
    const lengths = sweepOnce(rngs, { target: free, state, directions, order });
    if (proposal !== undefined) {
      const moved = jumps(rngs, free, state, { proposal, count: JUMPS });
      if (sweep >= warmUp) accepted += moved / (JUMPS * kept * chains);
    }
    const now = matrix(chains, target.dim, state.positions.data.slice());
    if (sweep >= warmUp) positions.push(now);
    else {
      recent.push(now);
      directions = directions.map((direction, j) => widened(direction, lengths[j]));
      if ((sweep + 1) % Math.ceil(warmUp / EPOCHS) === 0) {
        const draws = stackRows(...recent);
        directions = directionsOf(covariance(draws), SETTLED);
        proposal = jumpProposal(rng.fork("kernels").fork(sweep), draws);
        recent = [];
      }
    }
    onProgress?.(Math.min(n, positions.length * chains), n);
    await pace();
  }
  const visited = free.toTheta(stackRows(matrix(0, target.dim), ...positions));
  return chainDraws({ positions: visited, chains }, { n, diagnostics: { jumps: accepted } });
}
