import { assertMatrix } from "@retrodict/check";
import { row } from "@retrodict/matrix";
import type { Draws, Fit, Matrix, Rng, RunOptions } from "@retrodict/spec";

/**
 * Posterior draws given each of many observations, one a row: those of row `i` come from `rng.fork(i)` alone. Draws made
 * before `signal` aborts are returned; there may then be fewer than observations.
 */
export async function samplePosteriors(
  rng: Rng,
  fit: Pick<Fit, "posterior">,
  observations: Matrix,
  { draws: n, signal, onProgress }: RunOptions & { readonly draws: number },
): Promise<readonly Draws[]> {
  assertMatrix(observations, {}, "observations", "rounds");
  const draws: Draws[] = [];
  const aborted = () => signal?.aborted === true;
  for (let i = 0; i < observations.rows && !aborted(); i++) {
    const posterior = fit.posterior(row(observations, i).slice());
    const own = await posterior.sample(rng.fork(i), n, signal && { signal });
    if (aborted()) break;
    draws.push(own);
    onProgress?.(i + 1, observations.rows);
  }
  return draws;
}
