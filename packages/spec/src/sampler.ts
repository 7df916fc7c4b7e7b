import type { Distribution, LogDensity } from "./distribution.ts";
import type { Draws } from "./inference.ts";
import type { Citation } from "./metadata.ts";
import type { Rng } from "./rng.ts";
import type { RunOptions } from "./simulator.ts";

export interface SamplingOptions extends RunOptions {
  /**
   * A distribution wherever the target has mass, such as the prior of a posterior: starting points and proposals
   * come from it.
   */
  readonly start: Distribution;
}

/**
 * Draws from a density known up to a constant. `T` is what it asks of its target: one that follows gradients takes
 * a `DifferentiableLogDensity` only. It has a budget, never hangs, and says in the diagnostics and warnings how far
 * its draws can be trusted.
 */
export interface Sampler<in T extends LogDensity = LogDensity> {
  readonly name: string;
  readonly citations: readonly Citation[];
  sample(rng: Rng, target: T, n: number, options: SamplingOptions): Promise<Draws>;
}
