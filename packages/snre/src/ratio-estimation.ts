/*
 * What all ratio estimators share: the spaces of theta and x, training and the fit. They differ in the loss, and in
 * whether the ratio it learns is normalised.
 */
import { classifier } from "@retrodict/classifier";
import { wasmEngine } from "@retrodict/engine-wasm";
import {
  contextDim,
  estimatorOf,
  featureSpace,
  structuredSpace,
  thetaSpace,
  toSpace,
  usableSimulations,
  viewsOf,
} from "@retrodict/neural-fit";
import { embedded, train, type Embedding, type EmbeddingFactory } from "@retrodict/nn";
import { slice, type PriorAndSampler } from "@retrodict/samplers";
import type {
  AcceptedData,
  Citation,
  EstimatorFactory,
  FitOptions,
  InferenceAlgorithm,
  Loss,
  RatioEstimator,
  Rng,
  Round,
  Trainer,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { validity } from "@retrodict/validity";
import type { Simulations } from "./contrastive-pairs.ts";
import { restoreFit } from "./restore-fit.ts";
import { saveFit, savedArtifact } from "./save-fit.ts";
import type { RatioScale, SnreFit } from "./types.ts";

/** The sampler is slice sampling by default. */
export type SnreOptions = PriorAndSampler & {
  /** The network that scores pairs of theta and x; a residual classifier by default. */
  readonly estimator?: EstimatorFactory<RatioEstimator>;
  /**
   * A network that reads x as it is, a trace or a set of trials, and learns jointly what the estimator is conditioned
   * on. Without one every column of x is a feature.
   */
  readonly embedding?: EmbeddingFactory;
  /** What computes the embedding; WebAssembly by default. */
  readonly engine?: Engine;
  /** The training loop; the one of `@retrodict/nn` by default. */
  readonly trainer?: Trainer;
};

/** What sets one ratio estimator apart. */
export interface RatioMethod {
  readonly name: string;
  readonly citations: readonly Citation[];
  /** Of rounds from the prior. Others are normalised by what all rounds together were drawn from. */
  readonly ratio: RatioScale;
  loss(simulations: Simulations): Loss;
}

const accepts: AcceptedData = Object.freeze({
  proposals: "any",
  trials: true,
  failures: "modelled",
  gaps: false,
});

/** The algorithm of a method. */
export function ratioEstimation(
  { name, citations, ratio, loss: lossOf }: RatioMethod,
  options: SnreOptions,
): InferenceAlgorithm<SnreFit> {
  const { prior, estimator: factory = classifier(), sampler = slice(), trainer = train } = options;
  const embeddingOf = (inputDim: number): Embedding | undefined =>
    options.embedding?.(inputDim, options.engine ?? wasmEngine());
  return Object.freeze<InferenceAlgorithm<SnreFit>>({
    name,
    citations: Object.freeze(citations),
    accepts,
    async fit(rng: Rng, rounds: readonly Round[], fitOptions?: FitOptions): Promise<SnreFit> {
      const embedding = rounds.length > 0 ? embeddingOf(rounds[0].x.cols) : undefined;
      const absent = embedding?.prepare !== undefined;
      const { support } = prior;
      const usable = usableSimulations(rounds, {
        support,
        accepts: { ...accepts, gaps: absent },
        source: "snre",
      });
      const theta = thetaSpace(usable.theta, support);
      const x = embedding ? structuredSpace(usable.x, absent) : featureSpace(usable.x);
      const { context } = viewsOf(usable.x, x);
      const loss = lossOf({ theta: toSpace(usable.theta, theta), x: context });
      const estimator = makeEstimator(embedding, contextDim(x));
      const { params, history } = await trainer(rng, estimator, loss, usable.x.rows, fitOptions);
      const { theta: tried, kept } = usable.all;
      const { artifact: valid } = await validity(
        rng.fork("validity"),
        { theta: tried, valid: kept },
        { support, ...(fitOptions?.signal && { signal: fitOptions.signal }) },
      );
      const { config } = estimator;
      const scale = rounds.every(({ proposal }) => proposal === "prior") ? ratio : "up-to-constant";
      return restoreFit(
        {
          kind: "snre",
          config,
          params,
          theta,
          x,
          ratio: scale,
          validity: valid,
          history,
          excludedRows: usable.excluded,
        },
        { prior, estimator, sampler },
      );
    },
    save: (fit) => saveFit(fit, { prior }),
    restore(bytes) {
      const { artifact } = savedArtifact(bytes, prior);
      const inputs = contextDim(artifact.x);
      const estimator = makeEstimator(embeddingOf(inputs), inputs);
      return restoreFit(artifact, { prior, estimator, sampler });
    },
  });

  function makeEstimator(embedding: Embedding | undefined, inputs: number): RatioEstimator {
    const shape = { targetDim: prior.dim, contextDim: embedding?.outputDim ?? inputs };
    const own = estimatorOf(factory, shape, { estimates: "log-ratio", source: "snre" });
    return embedding ? embedded(embedding, own) : own;
  }
}
