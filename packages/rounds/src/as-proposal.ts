import { gatherRows } from "@retrodict/matrix";
import type { Distribution, Matrix, Posterior, Rng } from "@retrodict/spec";

/**
 * A posterior as the distribution that a round's theta, `draws`, came from. Its log-density is the
 * posterior's (up to a constant where that is not normalized). A posterior samples asynchronously, a
 * distribution does not: `sample` therefore resamples `draws` with replacement.
 */
export function asProposal(posterior: Posterior, draws: Matrix): Distribution {
  return Object.freeze<Distribution>({
    dim: posterior.dim,
    support: posterior.support,
    logDensity: (theta: Matrix) => posterior.logDensity(theta),
    sample: (rng: Rng, n: number) =>
      gatherRows(
        draws,
        Uint32Array.from({ length: n }, () => Math.floor(rng.uniform() * draws.rows)),
      ),
  });
}
