import type { DifferentiableLogDensity, Posterior } from "@retrodict/spec";

/**
 * What is asked of a posterior: any `Posterior` of the spec. Where it has `logDensityGrad`, as those of `snpe` and,
 * under a differentiable prior, of `snle` and `snre` have, gradients are exact; else they are central differences.
 */
export type ExploredPosterior = Pick<Posterior, "dim" | "support" | "logDensity" | "sample"> &
  Partial<Pick<DifferentiableLogDensity, "logDensityGrad">>;

/** A density alone, where nothing is drawn from it. */
export type ExploredDensity = Omit<ExploredPosterior, "sample">;

/** What was found, for people and for tools that act on it. */
export interface Verdict<Outcome extends string> {
  readonly outcome: Outcome;
  /** One sentence: what was found, and what that means. */
  readonly sentence: string;
}
