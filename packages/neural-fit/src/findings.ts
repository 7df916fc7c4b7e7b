import type { Posterior } from "@retrodict/spec";

/** What a fit knows that speaks against trusting its posteriors. */
export interface FitFindings {
  /** Values of the observation beyond everything that was simulated. */
  readonly observedOutOfRange: number;
  /** One sentence each, with the remedy. */
  readonly warnings: readonly string[];
}

/** A posterior whose draws tell of the findings as well, in `diagnostics.observedOutOfRange` and in warnings. */
export function withFindings(
  posterior: Posterior,
  { observedOutOfRange, warnings }: FitFindings,
): Posterior {
  const outOfRange =
    observedOutOfRange === 0
      ? []
      : [
          `${observedOutOfRange} of the values observed lie beyond everything that was simulated and were taken to lie at the edge: check the model, or widen the prior.`,
        ];
  return Object.freeze<Posterior>({
    ...posterior,
    async sample(rng, n, options) {
      const draws = await posterior.sample(rng, n, options);
      return {
        ...draws,
        diagnostics: { ...draws.diagnostics, observedOutOfRange },
        warnings: [...draws.warnings, ...outOfRange, ...warnings],
      };
    },
  });
}
