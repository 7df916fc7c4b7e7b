import { slice, type PriorAndSampler } from "@retrodict/samplers";
import type { InferenceAlgorithm } from "@retrodict/spec";
import { algorithm, type NeuralOptions } from "./algorithm.ts";
import { lueckmann2017, papamakarios2016 } from "./citations.ts";
import { likelihood } from "./likelihood.ts";
import type { SnpeFit } from "./types.ts";

/** The sampler draws from the posterior of several independent trials; slice sampling by default. */
export type SnpeOptions = NeuralOptions & PriorAndSampler;

/**
 * Neural posterior estimation: fits `q(theta | x)` to simulations from the prior by maximum likelihood, once
 * for all observations. Rounds drawn from anything but the prior are refused. The posterior of several independent
 * trials is the product of theirs, without the priors that it has too many, and is sampled.
 */
export function snpe(options: SnpeOptions): InferenceAlgorithm<SnpeFit> {
  const { sampler = slice() } = options;
  return algorithm(
    {
      kind: "snpe",
      citations: Object.freeze([papamakarios2016, lueckmann2017]),
      accepts: Object.freeze({
        proposals: "prior",
        trials: true,
        failures: "excluded",
        gaps: false,
      }),
      sampler,
      learning: (data) => ({ loss: likelihood(data) }),
    },
    options,
  );
}
