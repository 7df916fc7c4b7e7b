import type { Provenance } from "../posterior/types.ts";
import type { AlgorithmName } from "./algorithms.ts";

/** What one run is of. */
export interface DimensionSettings {
  readonly dim: number;
  readonly bend: number;
  readonly algorithm: AlgorithmName;
  readonly simulations: number;
  readonly seed: number;
}

/** How far a posterior is from the exact one. */
export interface DimensionScores {
  /** Mean log p(θ | x) − log q(θ | x) over fresh pairs, in nats; absent where the fit is for one observation. */
  readonly gap?: number;
  readonly gapError?: number;
  /** The Kullback–Leibler divergence from the exact posterior at the observation, in nats. */
  readonly divergence: number;
  readonly divergenceError: number;
  /** Means over the parameters, in exact standard deviations: how far means are off, and |log| of the ratio of deviations. */
  readonly meanError: number;
  readonly spreadError: number;
  /** Both for a second exact sample of the same size. */
  readonly meanFloor: number;
  readonly spreadFloor: number;
  /** Sliced Wasserstein distance, columns in exact standard deviations, and between two exact samples. */
  readonly slicedWasserstein: number;
  readonly slicedWassersteinFloor: number;
  /** Classifier two-sample test, up to ten parameters. */
  readonly c2st?: number;
}

export interface DimensionRecord extends DimensionScores {
  readonly epochs: number;
  readonly weights: number;
  /** Of processor time. */
  readonly seconds: { readonly learn: number; readonly sample: number };
  readonly warnings: readonly string[];
}

/** One line of `results.jsonl`. */
export type DimensionLine = DimensionSettings & Provenance & DimensionRecord;
