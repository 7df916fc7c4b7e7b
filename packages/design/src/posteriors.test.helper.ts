import { matrix } from "@retrodict/matrix";
import type { Distribution, InferenceAlgorithm, Posterior, Round } from "@retrodict/spec";
import type { AlgorithmUnder } from "./index.ts";

type PosteriorOf = (x: Float64Array) => Distribution;

/** An algorithm that knows nothing but `learn`. */
export const posteriors = (
  name: string,
  learn: (rounds: readonly Round[]) => PosteriorOf,
  normalized = true,
): InferenceAlgorithm => ({
  name,
  citations: [],
  accepts: { proposals: "prior", trials: false, failures: "excluded", gaps: false },
  async fit(_rng, rounds) {
    const of = learn(rounds);
    return {
      excludedRows: 0,
      posterior(observed): Posterior {
        const x = observed as Float64Array;
        const { dim, support, logDensity, sample } = of(x);
        return {
          dim,
          support,
          logDensity,
          normalized,
          observed: matrix(1, x.length, x),
          sample: async (rng, n) => ({ samples: sample(rng, n), diagnostics: {}, warnings: [] }),
        };
      },
    };
  },
});

/** One that says what a test tells it to. */
export const saying =
  (of: PosteriorOf, normalized = true): AlgorithmUnder =>
  () =>
    posteriors("saying", () => of, normalized);
