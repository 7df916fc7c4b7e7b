/** The algorithms one can name, and what goes with each: the only list of them. */
import { abcRejection, abcSmc } from "@retrodict/abc";
import { parallelTrainer } from "@retrodict/ensemble/pool";
import {
  loadFit as loadLikelihood,
  saveFit as saveLikelihood,
  snle,
  type SnleFit,
} from "@retrodict/snle";
import {
  loadFit as loadPosterior,
  saveFit as savePosterior,
  snpe,
  snpeA,
  snpeB,
  snpeC,
  tsnpe,
  type SnpeFit,
} from "@retrodict/snpe";
import {
  bnre,
  loadFit as loadRatio,
  saveFit as saveRatio,
  snreA,
  snreB,
  snreC,
  type SnreFit,
} from "@retrodict/snre";
import type {
  ConditionalEstimator,
  DifferentiableDistribution,
  DifferentiableLogDensity,
  Distribution,
  EstimatorFactory,
  Fit,
  InferenceAlgorithm,
  Sampler,
  Trainer,
} from "@retrodict/spec";
import { densities, densitiesFromConfig, ratios, ratiosFromConfig } from "./estimators.ts";

/** What an algorithm is made of; it brings its own sampler unless one is named. */
export interface Parts<E> extends SamplerPart {
  readonly prior: DifferentiableDistribution;
  readonly estimator: E;
}

/** The sampler of one's choice, if any. */
export interface SamplerPart {
  readonly sampler?: Sampler<DifferentiableLogDensity>;
}

/** The file of a fit, which knows its estimator and prior. */
export interface FitFile<F extends Fit = Fit> {
  save(
    fit: F,
    about: {
      readonly prior: Distribution;
      readonly provenance: Readonly<Record<string, unknown>>;
    },
  ): Uint8Array;
  load(bytes: Uint8Array, parts: SamplerPart): F;
}

export interface AlgorithmChoice {
  /** In a few words, for the help. */
  readonly what: string;
  /** The networks that fit, the default first; none where nothing is trained. */
  readonly estimators: readonly string[];
  /** Whether it can learn from rounds that were not drawn from the prior. */
  readonly takesRounds: boolean;
  readonly takesSampler: boolean;
  /** Absent where nothing is trained. */
  readonly file?: FitFile;
  /**
   * Whether a fit of several rounds holds for other data too, because what it learned does not depend on where
   * theta was drawn.
   */
  readonly anyData: boolean;
  make(parts: Parts<string | undefined>): InferenceAlgorithm;
}

interface LearningParts<E extends ConditionalEstimator> extends Parts<EstimatorFactory<E>> {
  readonly trainer: Trainer;
}

/** The columns of an algorithm that learns, with one of the networks in `from`. */
const learning = <E extends ConditionalEstimator>(
  from: Readonly<Record<string, () => EstimatorFactory<E>>>,
  make: (parts: LearningParts<E>) => InferenceAlgorithm,
): Pick<AlgorithmChoice, "estimators" | "make"> => ({
  estimators: Object.keys(from),
  make: ({ estimator, ...parts }) => make({ ...parts, estimator: from[estimator!](), trainer }),
});

/** The networks of a mixture learn at once; each is the same as if they took turns. */
const trainer = parallelTrainer();

const posteriorFile: FitFile<SnpeFit> = {
  save: savePosterior,
  load: (bytes) => loadPosterior(bytes, { estimators: densitiesFromConfig }),
};

const likelihoodFile: FitFile<SnleFit> = {
  save: saveLikelihood,
  load: (bytes, sampler) => loadLikelihood(bytes, { estimators: densitiesFromConfig, ...sampler }),
};

const ratioFile: FitFile<SnreFit> = {
  save: saveRatio,
  load: (bytes, sampler) => loadRatio(bytes, { estimators: ratiosFromConfig, ...sampler }),
};

const posterior = {
  takesRounds: true,
  takesSampler: false,
  anyData: false,
  file: posteriorFile,
};
const ratio = { takesRounds: true, takesSampler: true, anyData: true, file: ratioFile };
const neighbours = { takesSampler: false, anyData: false, estimators: [] };

const table = {
  snpe: {
    what: "learns the posterior, for any data",
    ...posterior,
    takesRounds: false,
    ...learning(densities, snpe),
  },
  "snpe-a": {
    what: "the posterior near the data; divides by the proposal",
    ...posterior,
    ...learning({ mdn: densities.mdn }, snpeA),
  },
  "snpe-b": {
    what: "the posterior near the data; weights simulations",
    ...posterior,
    ...learning(densities, snpeB),
  },
  "snpe-c": {
    what: "the posterior near the data; contrasts parameters",
    ...posterior,
    ...learning(densities, snpeC),
  },
  tsnpe: {
    what: "the posterior near the data; truncates the prior",
    ...posterior,
    ...learning(densities, tsnpe),
  },
  snle: {
    what: "learns the likelihood",
    takesRounds: true,
    takesSampler: true,
    anyData: true,
    file: likelihoodFile,
    ...learning(densities, snle),
  },
  "snre-a": {
    what: "learns the ratio of likelihood to evidence",
    ...ratio,
    ...learning(ratios, snreA),
  },
  "snre-b": { what: "the ratio, from many contrasts", ...ratio, ...learning(ratios, snreB) },
  "snre-c": {
    what: "the ratio, from many contrasts or none",
    ...ratio,
    ...learning(ratios, snreC),
  },
  bnre: { what: "the ratio, rather too wide than too narrow", ...ratio, ...learning(ratios, bnre) },
  abc: {
    what: "keeps the simulations nearest to the data",
    ...neighbours,
    takesRounds: false,
    make: ({ prior }) => abcRejection({ prior }),
  },
  "abc-smc": {
    what: "the same, nearer with every round",
    ...neighbours,
    takesRounds: true,
    make: ({ prior }) => abcSmc({ prior }),
  },
} satisfies Record<string, AlgorithmChoice>;

export type AlgorithmName = keyof typeof table;

export const algorithms: Readonly<Record<AlgorithmName, AlgorithmChoice>> = table;

export const algorithmNames = Object.keys(table) as readonly AlgorithmName[];
