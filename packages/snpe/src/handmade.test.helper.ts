/** A fit whose learned density is whatever a test wants, for any x of two numbers. */
import { featureSpace, fixedScorer } from "@retrodict/neural-fit";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { ConditionalDensityEstimator, Distribution } from "@retrodict/spec";
import type { LearnedParts, SnpeArtifact } from "./types.ts";

/** `learned` is in theta's own units, as the space is not standardised. */
export function handmade(
  prior: Distribution,
  learned: Distribution,
  facts: Partial<SnpeArtifact> = {},
): LearnedParts {
  const { dim } = prior;
  const estimator: ConditionalDensityEstimator = {
    estimates: "log-density",
    shape: { targetDim: dim, contextDim: 2 },
    config: { kind: "handmade" },
    paramCount: 0,
    init: () => new Float32Array(0),
    score: (_params, target) => learned.logDensity(target),
    scoreVjp: () => {
      throw new Error("nothing is trained here");
    },
    condition: () => learned,
  };
  const rng = stream("x");
  const x = matrix(
    50,
    2,
    new Float64Array(100).map(() => rng.normal()),
  );
  const artifact: SnpeArtifact = {
    kind: "snpe",
    config: estimator.config,
    params: new Float32Array(0),
    theta: {
      support: prior.support,
      affine: true,
      standardization: {
        mean: new Float64Array(dim),
        std: new Float64Array(dim).fill(1),
        constant: [],
      },
    },
    x: featureSpace(x),
    line: { slope: matrix(2, dim), spread: new Float64Array(dim).fill(1) },
    history: {
      train: [],
      validation: [],
      bestEpoch: -1,
      bestValidation: 0,
      stoppedBy: "epochs",
      seconds: 0,
    },
    excludedRows: 0,
    ...facts,
  };
  return { artifact, prior, estimator, scorer: fixedScorer(estimator, artifact.params, {}) };
}
