import { decodeArtifact, encodeArtifact } from "@retrodict/artifact";
import { assert } from "@retrodict/check";
import type { Citation, Fit, InferenceAlgorithm } from "@retrodict/spec";
import { errorModel } from "./error-model.ts";
import { featureErrors, learnErrors } from "./error-network.ts";
import { telling } from "./telling.ts";
import type { ErrorNetwork, ObservationErrorOptions, RobustFit } from "./types.ts";

const ward2022: Citation = Object.freeze({
  title: "Robust neural posterior estimation and statistical model criticism",
  authors: "Ward, D., Cannon, P., Beaumont, M., Fasiolo, M. and Schmon, S. M.",
  year: 2022,
  url: "https://arxiv.org/abs/2210.06564",
});

const FILE = "observation-error";

/**
 * Any algorithm, under the assumption that some features of the observation may be in error: what it learns from is
 * simulations to which such errors have been added, so that its posterior is the one given x + e. Features that
 * contradict the others are disbelieved, and draws say which. Spreads are those of the first round.
 *
 * The fit is the algorithm's own, `featureErrors` added. An algorithm that saves its fits saves these. Takes one
 * observation, not several trials. Throws `RetrodictError` on options out of range.
 */
export function withObservationError<F extends Fit>(
  algorithm: InferenceAlgorithm<F>,
  options: ObservationErrorOptions = {},
): InferenceAlgorithm<RobustFit<F>> {
  const { features, trainer, ...errors } = options;
  function robust(inner: F, errorNetwork: ErrorNetwork): RobustFit<F> {
    const probabilities = featureErrors(errorNetwork);
    return Object.freeze<RobustFit<F>>({
      ...inner,
      errorNetwork,
      featureErrors: probabilities,
      posterior: (observed) =>
        telling(inner.posterior(observed), { probabilities, names: features }),
    });
  }
  const { save, restore } = algorithm;
  return Object.freeze<InferenceAlgorithm<RobustFit<F>>>({
    name: `${algorithm.name}, observation error`,
    citations: Object.freeze([...algorithm.citations, ward2022]),
    accepts: Object.freeze({ ...algorithm.accepts, trials: false, gaps: false }),
    async fit(rng, rounds, fitOptions) {
      assert(
        rounds.length > 0,
        "data",
        "robust",
        "expected simulations, got no round; simulate first",
      );
      // Whether a feature is in error is judged by what the prior gives, which later rounds are not from.
      const [{ x: fromPrior }] = rounds;
      const model = errorModel(fromPrior, errors);
      const added = rng.fork("errors");
      const noisy = rounds.map((round, k) => ({
        ...round,
        x: model.add(added.fork(k), round.x).x,
      }));
      const inner = await algorithm.fit(rng.fork("fit"), noisy, fitOptions);
      const { onProgress: _, ...settings } = fitOptions ?? {};
      const network = await learnErrors(
        rng.fork("network"),
        { model, x: fromPrior },
        {
          ...settings,
          trainer,
        },
      );
      return robust(inner, network);
    },
    ...(save && {
      save: (fit) =>
        encodeArtifact({
          kind: FILE,
          value: { fit: save(fit), network: fit.errorNetwork },
          provenance: {},
        }),
    }),
    ...(restore && {
      restore(bytes, rounds) {
        const { kind, value } = decodeArtifact(bytes);
        assert(
          kind === FILE,
          "data",
          "robust",
          () =>
            `expected a file of kind ${FILE}, got ${kind}; read it with the algorithm that wrote it`,
        );
        const { fit, network } = value as {
          readonly fit: Uint8Array;
          readonly network: ErrorNetwork;
        };
        return robust(restore(fit, rounds), network);
      },
    }),
  });
}
