import { assertCount } from "@retrodict/check";
import { slice } from "@retrodict/samplers";
import type { DifferentiableLogDensity, Draws, Rng, RunOptions, Sampler } from "@retrodict/spec";
import { posteriorDraws } from "../posterior-draws.ts";
import type { ExploredPosterior } from "../types.ts";
import { completed, conditionalPosterior, freeColumns } from "./conditional-posterior.ts";
import { conditionalStart } from "./conditional-start.ts";

export interface ConditionalSamplesOptions extends RunOptions {
  /** How many; 1000 by default. */
  readonly samples?: number;
  /** Slice sampling by default; one that follows gradients wants a posterior that has them. */
  readonly sampler?: Sampler<DifferentiableLogDensity>;
  /** Draws of the posterior, from which chains take their starts; 1000 by default. */
  readonly draws?: number;
}

/**
 * How parameters `free` can make up for the values of all others, which are those of `theta` (compensation; Deistler,
 * Macke & Gonçalves 2022): draws of the posterior given these, in rows of all parameters, ready to be simulated.
 */
export async function conditionalSamples(
  rng: Rng,
  posterior: ExploredPosterior,
  theta: Float64Array,
  free: readonly number[],
  options: ConditionalSamplesOptions = {},
): Promise<Draws> {
  const { samples: count = 1000, sampler = slice(), draws = 1000, signal, onProgress } = options;
  assertCount(count, "samples", "explore");
  assertCount(draws, "draws", "explore", 2);
  const columns = freeColumns(free, posterior.dim);
  const target = conditionalPosterior(posterior, theta, columns);
  const drawn = await posteriorDraws(rng.fork("draws"), posterior, draws, options);
  const start = conditionalStart(drawn, posterior.support, { theta, free: columns });
  // A sampler that needs a gradient says so itself where there is none.
  const { samples, ...found } = await sampler.sample(
    rng.fork("chains"),
    target as DifferentiableLogDensity,
    count,
    { start, ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  return { samples: completed(samples, theta, columns), ...found };
}
