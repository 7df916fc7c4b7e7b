/** What all algorithms of this package share: each is a loss, and sometimes what it adds to the artifact. */
import { wasmEngine } from "@retrodict/engine-wasm";
import { columnsOf, contextDim, decodeFit, encodeFit, estimatorOf } from "@retrodict/neural-fit";
import { flows } from "@retrodict/flows";
import { maf } from "@retrodict/maf";
import { embedded, train, type Embedding, type EmbeddingFactory } from "@retrodict/nn";
import type {
  AcceptedData,
  Citation,
  ConditionalDensityEstimator,
  ConditionalEstimator,
  DifferentiableLogDensity,
  Distribution,
  EstimatorFactory,
  InferenceAlgorithm,
  Loss,
  Proposal,
  Round,
  Sampler,
  Trainer,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { conditioningDim } from "./conditioning.ts";
import { restoreFit, type RestoreOptions } from "./restore-fit.ts";
import { trialsPosterior } from "./trials-posterior.ts";
import { formatOf } from "./saved-fit.ts";
import { trainingData, type TrainingData } from "./training-data.ts";
import type { SnpeArtifact, SnpeFit, SnpeKind } from "./types.ts";

/** What every algorithm of this package can be told. */
export interface NeuralOptions<
  E extends ConditionalDensityEstimator = ConditionalDensityEstimator,
> {
  readonly prior: Distribution;
  /** The density estimator; `flows()` unless the algorithm needs mixtures, and `maf()` behind an embedding. */
  readonly estimator?: EstimatorFactory<E>;
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

/** What one algorithm learns by. */
export interface Learning {
  readonly loss: Loss;
  /** What is trained in place of the estimator, and has its weights; the estimator itself if absent. */
  trained?(estimator: ConditionalDensityEstimator): ConditionalEstimator;
  /** What the artifact says besides. */
  readonly facts?: Pick<SnpeArtifact, "proposal" | "effectiveRows" | "epsilon">;
}

export interface Variant {
  readonly kind: SnpeKind;
  readonly citations: readonly Citation[];
  readonly accepts: AcceptedData;
  /** What draws from the posterior of several trials, where those are accepted. */
  readonly sampler?: Sampler<DifferentiableLogDensity> | undefined;
  /** Whether theta is only standardised where it is learned; false unless given. */
  readonly affine?: boolean;
  /** The rounds it learns from; all if absent. */
  chosen?(rounds: readonly Round[]): readonly Round[];
  learning(data: TrainingData, rounds: readonly Round[]): Learning;
  /** Truncations that what a fit to these rounds proposes stays within; none if absent. */
  within?(rounds: readonly Round[]): readonly Proposal[];
}

/** One flow where it is trained jointly with an embedding, which every member of an ensemble would need for itself. */
const defaultEstimator = ({ estimator, embedding }: NeuralOptions) =>
  estimator ?? (embedding ? maf() : flows());

/** The algorithm a variant is, for these options. */
export function algorithm(
  variant: Variant,
  options: NeuralOptions,
  factory: EstimatorFactory<ConditionalDensityEstimator> = defaultEstimator(options),
): InferenceAlgorithm<SnpeFit> {
  const { kind, citations, accepts, affine = false, sampler } = variant;
  const sampling: Pick<RestoreOptions, "ofTrials"> = sampler
    ? { ofTrials: (parts, observed) => trialsPosterior(parts, { observed, sampler }) }
    : {};
  const { prior, trainer = train } = options;
  const { support } = prior;
  const embeddingOf = (inputDim: number): Embedding | undefined =>
    options.embedding?.(inputDim, options.engine ?? wasmEngine());
  function makeEstimator(
    { x, conditioning }: Pick<SnpeArtifact, "x" | "conditioning">,
    embedding: Embedding | undefined,
  ) {
    const columns = conditioning ? conditioningDim(conditioning) : contextDim(x);
    const shape = { targetDim: prior.dim, contextDim: embedding?.outputDim ?? columns };
    const own = estimatorOf(factory, shape, { estimates: "log-density", source: "snpe" });
    return embedding ? embedded(embedding, own) : own;
  }
  const proposing = (rounds: readonly Round[]) => ({ within: variant.within?.(rounds) ?? [] });
  return Object.freeze<InferenceAlgorithm<SnpeFit>>({
    name: kind,
    citations,
    // Whether an embedding reads around gaps is known once it is made, for so many columns.
    accepts: options.embedding ? Object.freeze({ ...accepts, gaps: true }) : accepts,
    async fit(rng, all, fitOptions) {
      const rounds = variant.chosen?.(all) ?? all;
      const embedding = rounds.length > 0 ? embeddingOf(rounds[0].x.cols) : undefined;
      const gaps = embedding?.prepare !== undefined;
      const accepted = { ...accepts, gaps };
      const data = trainingData(rounds, {
        support,
        accepts: accepted,
        source: "snpe",
        affine,
        embedding,
      });
      const learning = variant.learning(data, rounds);
      const { theta, x, line, conditioning, simulations } = data;
      const estimator = makeEstimator(data, embedding);
      const { params, history } = await trainer(
        rng,
        learning.trained?.(estimator) ?? estimator,
        learning.loss,
        data.values.rows,
        fitOptions,
      );
      const { config } = estimator;
      const excludedRows = simulations.excluded;
      const artifact = {
        kind,
        config,
        params,
        theta,
        x,
        line,
        ...(conditioning && { conditioning }),
        history,
        excludedRows,
        ...learning.facts,
      };
      return restoreFit(artifact, { prior, estimator, ...proposing(rounds), ...sampling });
    },
    save: ({ artifact }) => encodeFit(artifact, formatOf(kind), { prior }),
    restore(bytes, rounds = []) {
      const { artifact } = decodeFit<SnpeArtifact>(bytes, formatOf(kind), prior);
      const estimator = makeEstimator(artifact, embeddingOf(columnsOf(artifact.x)));
      return restoreFit(artifact, { prior, estimator, ...proposing(rounds), ...sampling });
    },
  });
}
