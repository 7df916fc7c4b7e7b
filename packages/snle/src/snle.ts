import { flows } from "@retrodict/flows";
import {
  columnSpace,
  densityLoss,
  estimatorOf,
  logDetToColumnSpace,
  toColumnSpace,
  usableSimulations,
} from "@retrodict/neural-fit";
import { train } from "@retrodict/nn";
import { slice, type PriorAndSampler } from "@retrodict/samplers";
import type {
  AcceptedData,
  Citation,
  ConditionalDensityEstimator,
  EstimatorFactory,
  FitOptions,
  InferenceAlgorithm,
  Rng,
  Round,
  Trainer,
} from "@retrodict/spec";
import { validity } from "@retrodict/validity";
import { linearStart, logDetWhitened, whitened } from "./linear-start.ts";
import { restoreFit } from "./restore-fit.ts";
import { saveFit, savedArtifact } from "./save-fit.ts";
import type { SnleArtifact, SnleFit } from "./types.ts";

/** The sampler is slice sampling by default. */
export type SnleOptions = PriorAndSampler & {
  /** The density estimator of x given theta; `flows()` by default. */
  readonly estimator?: EstimatorFactory<ConditionalDensityEstimator>;
  /** The training loop; the one of `@retrodict/nn` by default. */
  readonly trainer?: Trainer;
};

const citations: readonly Citation[] = Object.freeze([
  {
    title: "Sequential neural likelihood: fast likelihood-free inference with autoregressive flows",
    authors: "Papamakarios, G., Sterratt, D. C. and Murray, I.",
    year: 2019,
    url: "https://arxiv.org/abs/1805.07226",
  },
]);

const accepts: AcceptedData = Object.freeze({
  proposals: "any",
  trials: true,
  failures: "modelled",
  gaps: false,
});

/**
 * Neural likelihood estimation: fits `q(x | theta)` to simulations by maximum likelihood. As what is learned is
 * conditioned on theta, rounds from any proposal are pooled and nothing is corrected for. Posteriors of one
 * observation or of any number of independent trials are sampled. Simulations without output are left out, and the
 * probability of an output is learned to make up for it.
 */
export function snle(options: SnleOptions): InferenceAlgorithm<SnleFit> {
  const { prior, estimator: factory = flows(), sampler = slice(), trainer = train } = options;
  return Object.freeze<InferenceAlgorithm<SnleFit>>({
    name: "snle",
    citations,
    accepts,
    async fit(rng: Rng, rounds: readonly Round[], fitOptions?: FitOptions): Promise<SnleFit> {
      const { support } = prior;
      const usable = usableSimulations(rounds, { support, accepts, source: "snle" });
      const shape = { targetDim: usable.x.cols, contextDim: prior.dim };
      const estimator = estimatorOf(factory, shape, { estimates: "log-density", source: "snle" });
      const { discreteTargets = [] } = estimator;
      const theta = { support, ...columnSpace(usable.theta) };
      const context = toColumnSpace(usable.theta, theta);
      const x = columnSpace(usable.x, { regressors: context, asTheyAre: discreteTargets });
      const seen = toColumnSpace(usable.x, x);
      const start = linearStart(seen, context, discreteTargets);
      const logDetStart = logDetWhitened(start);
      const loss = densityLoss(
        whitened(seen, context, start),
        context,
        logDetToColumnSpace(usable.x, x).map((logDet) => logDet + logDetStart),
      );
      const { params, history } = await trainer(rng, estimator, loss, usable.x.rows, fitOptions);
      const { theta: tried, kept } = usable.all;
      const { artifact: valid } = await validity(
        rng.fork("validity"),
        { theta: tried, valid: kept },
        { support, ...(fitOptions?.signal && { signal: fitOptions.signal }) },
      );
      const artifact: SnleArtifact = {
        kind: "snle",
        config: estimator.config,
        params,
        theta,
        x,
        start,
        validity: valid,
        history,
        excludedRows: usable.excluded,
      };
      return restoreFit(artifact, { prior, estimator, sampler });
    },
    save: (fit) => saveFit(fit, { prior }),
    restore(bytes) {
      const { artifact } = savedArtifact(bytes, prior);
      const shape = { targetDim: artifact.x.lower.length, contextDim: prior.dim };
      return restoreFit(artifact, { prior, estimator: factory(shape), sampler });
    },
  });
}
