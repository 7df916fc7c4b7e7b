import { assert, refuseIfAborted } from "@retrodict/check";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import type { ExploredPosterior } from "./types.ts";

/** Up to `n` draws; a `data` error where the posterior gives fewer than two. */
export async function posteriorDraws(
  rng: Rng,
  posterior: ExploredPosterior,
  n: number,
  { signal }: RunOptions,
): Promise<Matrix> {
  const { samples, warnings } = await posterior.sample(rng, n, signal && { signal });
  refuseIfAborted(signal, "explore");
  assert(
    samples.rows >= 2,
    "data",
    "explore",
    () =>
      `expected at least two draws of the posterior, got ${samples.rows}; ${warnings[0] ?? "use another sampler"}`,
  );
  return samples;
}
