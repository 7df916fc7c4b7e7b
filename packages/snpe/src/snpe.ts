import { maf } from "@retrodict/maf";
import type { InferenceAlgorithm } from "@retrodict/spec";
import { algorithm, type NeuralOptions, type Variant } from "./algorithm.ts";
import { lueckmann2017, papamakarios2016 } from "./citations.ts";
import { likelihood } from "./likelihood.ts";
import type { SnpeFit } from "./types.ts";

export type SnpeOptions = NeuralOptions;

const variant: Variant = {
  kind: "snpe",
  citations: Object.freeze([papamakarios2016, lueckmann2017]),
  accepts: Object.freeze({ proposals: "prior", trials: false, failures: "excluded", gaps: false }),
  learning: (data) => ({ loss: likelihood(data) }),
};

/**
 * Neural posterior estimation: fits `q(theta | x)` to simulations from the prior by maximum likelihood, once
 * for all observations. Rounds drawn from anything but the prior are refused.
 */
export function snpe(options: SnpeOptions): InferenceAlgorithm<SnpeFit> {
  return algorithm(variant, options, options.estimator ?? maf());
}
