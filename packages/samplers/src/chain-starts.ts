import { covariance, gatherRows, matrix } from "@retrodict/matrix";
import { systematicChoice } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { normalizedWeights, type StartPool } from "./start-pool.ts";
import type { Unconstrained } from "./unconstrained.ts";

/** Where chains begin, in unconstrained space, and a first guess of the target's covariance there. */
export interface ChainStarts {
  readonly positions: Matrix;
  readonly covariance: Matrix;
}

/** Rows that stand for the weighted pool. */
const REPRESENTATIVES = 1000;
/** The share of the pool's own variance in the guess: a pool of which few rows count says little of the target's. */
const PRIOR_SHARE = 0.01;

/** Starting points by weight from the one pool, each chain its own draw. */
export function chainStarts(
  rng: Rng,
  pool: StartPool,
  { target, chains }: { readonly target: Unconstrained; readonly chains: number },
): ChainStarts {
  const z = target.fromTheta(pool.theta);
  const weights = normalizedWeights(pool.logWeights);
  const positions = gatherRows(z, systematicChoice(rng.fork("starts"), weights, chains));
  const typical = gatherRows(z, systematicChoice(rng.fork("scale"), weights, REPRESENTATIVES));
  const [own, wide] = [covariance(typical), z.rows > 1 ? covariance(z) : covariance(typical)];
  const data = own.data.map((value, at) => {
    const onDiagonal = at % (own.cols + 1) === 0;
    return value + (onDiagonal ? PRIOR_SHARE * wide.data[at] + Number.MIN_VALUE : 0);
  });
  return { positions, covariance: matrix(own.rows, own.cols, data) };
}
