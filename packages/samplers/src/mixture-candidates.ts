import { stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import type { FlowProposal } from "./flow-proposal.ts";
import type { StartPool } from "./start-pool.ts";
import type { Unconstrained } from "./unconstrained.ts";

export interface MixtureCandidatesOptions extends Pick<RunOptions, "signal"> {
  readonly target: Unconstrained;
  /** The start's density in the target's unconstrained space. */
  readonly start: Unconstrained;
  readonly pool: StartPool;
  readonly proposal: FlowProposal;
  /** Candidates from the proposal; those of the pool are added. */
  readonly count: number;
}

export interface MixtureCandidates {
  readonly z: Matrix;
  /** `log target − log mixture`, one value per row. */
  readonly logWeights: Float64Array;
  /** Candidates, with those of the pool where the target has no mass. */
  readonly drawn: number;
}

/** Candidates weighted between two looks at the clock. */
const BATCH = 2000;

/** Rows of one origin, with their densities in unconstrained space. */
interface Part {
  readonly z: Matrix;
  readonly logTarget: Float64Array;
  readonly logProposal: Float64Array;
}

/**
 * Draws of a proposal and a pool of start draws, together weighted as draws of the mixture of both in those proportions
 * (Owen & Zhou 2000, deterministic mixture). What one of the two misses, the other brings in.
 */
export async function mixtureCandidates(
  rng: Rng,
  { target, start, pool, proposal, count, signal }: MixtureCandidatesOptions,
): Promise<MixtureCandidates> {
  const pace = pacer();
  const pooled = poolPart(pool, start, { target, proposal });
  const parts: Part[] = [];
  for (let made = 0; made < count; made += BATCH) {
    if (signal?.aborted) break;
    const { z, logDensity } = proposal.sample(rng.fork(made), Math.min(BATCH, count - made));
    parts.push({ z, logTarget: target.logDensity(z), logProposal: logDensity });
    await pace();
  }
  const fromProposal = parts.reduce((sum, { z }) => sum + z.rows, 0);
  const drawn = fromProposal + pool.drawn;
  const [byProposal, byStart] = [fromProposal, pool.drawn].map((rows) => Math.log(rows / drawn));
  const weightsOf = ({ z, logTarget, logProposal }: Part): Float64Array =>
    start.logDensity(z).map((logStart, i) => {
      const weight = logTarget[i] - logSum(byProposal + logProposal[i], byStart + logStart);
      return Number.isNaN(weight) ? -Infinity : weight;
    });
  const all = [...parts, pooled];
  return {
    z: stackRows(...all.map(({ z }) => z)),
    logWeights: Float64Array.from(all.flatMap((part) => Array.from(weightsOf(part)))),
    drawn,
  };
}

function poolPart(
  pool: StartPool,
  start: Unconstrained,
  { target, proposal }: Pick<MixtureCandidatesOptions, "target" | "proposal">,
): Part {
  const z = target.fromTheta(pool.theta);
  const logStart = start.logDensity(z);
  const logTarget = pool.logWeights.map((weight, i) => weight + logStart[i]);
  return { z, logTarget, logProposal: proposal.logDensity(z) };
}

function logSum(a: number, b: number): number {
  const largest = Math.max(a, b);
  return largest === -Infinity
    ? largest
    : largest + Math.log(Math.exp(a - largest) + Math.exp(b - largest));
}
