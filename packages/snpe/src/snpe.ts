import { wasmEngine } from "@retrodict/engine-wasm";
import { maf } from "@retrodict/maf";
import {
  contextDim,
  featureSpace,
  logDetResiduals,
  logDetToSpace,
  regression,
  structuredSpace,
  thetaSpace,
  toResiduals,
  toSpace,
  usableSimulations,
  viewsOf,
} from "@retrodict/neural-fit";
import { embedded, train, type Embedding, type EmbeddingFactory } from "@retrodict/nn";
import type {
  AcceptedData,
  Citation,
  ConditionalDensityEstimator,
  Distribution,
  EstimatorFactory,
  FitOptions,
  InferenceAlgorithm,
  Rng,
  Round,
  Trainer,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { densityLoss } from "./loss.ts";
import { restoreFit } from "./restore-fit.ts";
import type { SnpeFit } from "./types.ts";

export interface SnpeOptions {
  readonly prior: Distribution;
  /** The density estimator; a masked autoregressive flow by default. */
  readonly estimator?: EstimatorFactory<ConditionalDensityEstimator>;
  /**
   * A network that reads x as it is, a trace or a set of trials, and learns jointly what the estimator is conditioned
   * on. Without one every column of x is a feature.
   */
  readonly embedding?: EmbeddingFactory;
  /** What computes the embedding; WebAssembly by default. */
  readonly engine?: Engine;
  /** The training loop; the one of `@retrodict/nn` by default. */
  readonly trainer?: Trainer;
}

const citations: readonly Citation[] = Object.freeze([
  {
    title:
      "Fast ε-free inference of simulation models with Bayesian conditional density estimation",
    authors: "Papamakarios, G. and Murray, I.",
    year: 2016,
    url: "https://arxiv.org/abs/1605.06376",
  },
  {
    title: "Flexible statistical inference for mechanistic models of neural dynamics",
    authors:
      "Lueckmann, J.-M., Gonçalves, P. J., Bassetto, G., Öcal, K., Nonnenmacher, M. and Macke, J. H.",
    year: 2017,
    url: "https://arxiv.org/abs/1711.01861",
  },
]);

const accepts: AcceptedData = Object.freeze({
  proposals: "prior",
  trials: false,
  failures: "excluded",
  gaps: false,
});

/**
 * Neural posterior estimation: fits `q(theta | x)` to simulations from the prior by maximum likelihood, once
 * for all observations. Rounds drawn from anything but the prior are refused.
 */
export function snpe(options: SnpeOptions): InferenceAlgorithm<SnpeFit> {
  const { prior, estimator: factory = maf(), trainer = train } = options;
  const embeddingOf = (inputDim: number): Embedding | undefined =>
    options.embedding?.(inputDim, options.engine ?? wasmEngine());
  return Object.freeze<InferenceAlgorithm<SnpeFit>>({
    name: "snpe",
    citations,
    accepts,
    async fit(rng: Rng, rounds: readonly Round[], fitOptions?: FitOptions): Promise<SnpeFit> {
      const embedding = rounds.length > 0 ? embeddingOf(rounds[0].x.cols) : undefined;
      const absent = embedding?.prepare !== undefined;
      const { support } = prior;
      const usable = usableSimulations(rounds, {
        support,
        accepts: { ...accepts, gaps: absent },
        source: "snpe",
      });
      const theta = thetaSpace(usable.theta, support);
      const x = embedding ? structuredSpace(usable.x, absent) : featureSpace(usable.x);
      const values = toSpace(usable.theta, theta);
      const { context, regressors } = viewsOf(usable.x, x);
      const line = regression(values, regressors);
      const logDetLine = logDetResiduals(line);
      const loss = densityLoss(
        toResiduals(values, regressors, line),
        context,
        logDetToSpace(usable.theta, theta).map((logDet) => logDet + logDetLine),
      );
      const shape = { targetDim: prior.dim, contextDim: embedding?.outputDim ?? contextDim(x) };
      const estimator = embedding ? embedded(embedding, factory(shape)) : factory(shape);
      const { params, history } = await trainer(rng, estimator, loss, usable.x.rows, fitOptions);
      return restoreFit(
        {
          kind: "snpe",
          config: estimator.config,
          params,
          theta,
          x,
          line,
          history,
          excludedRows: usable.excluded,
        },
        { prior, estimator },
      );
    },
  });
}
