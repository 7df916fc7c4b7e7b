import type { Posterior } from "@retrodict/spec";
import type { FeatureErrors } from "./types.ts";

/** So probable an error is told of; of such warnings one in ten is false at most. */
const PROBABLE = 0.9;

interface Telling {
  readonly probabilities: FeatureErrors["featureErrors"];
  readonly names: readonly { readonly name: string }[] | undefined;
}

/** A posterior whose draws tell of features in error: how many to expect, and which are all but certain. */
export function telling(posterior: Posterior, { probabilities, names }: Telling): Posterior {
  const inError = probabilities(posterior.observed.data);
  const expectedErrors = inError.reduce((sum, p) => sum + p, 0);
  const warnings = [...inError.entries()]
    .filter(([, p]) => p >= PROBABLE)
    .map(
      ([j, p]) =>
        `The observed ${names?.[j].name ?? `x${j + 1}`} is in error with probability ${p.toPrecision(3)}, so that the posterior hardly uses it: check how it was measured, or what the model says of it.`,
    );
  return Object.freeze<Posterior>({
    ...posterior,
    async sample(rng, n, options) {
      const draws = await posterior.sample(rng, n, options);
      return {
        samples: draws.samples,
        diagnostics: { ...draws.diagnostics, expectedErrors },
        warnings: [...draws.warnings, ...warnings],
      };
    },
  });
}
