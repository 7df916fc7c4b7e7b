import type { Posterior } from "@retrodict/spec";

/**
 * A posterior whose draws tell in `diagnostics.observedOutOfRange`, and where there are any in a warning, how many
 * values of the observation lie beyond everything that was simulated.
 */
export function withRangeFindings(posterior: Posterior, observedOutOfRange: number): Posterior {
  const warnings =
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
        warnings: [...draws.warnings, ...warnings],
      };
    },
  });
}
