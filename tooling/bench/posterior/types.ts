import type { DifferentiableDistribution, InferenceAlgorithm } from "@retrodict/spec";

/** What one number of the benchmark is a measurement of. */
export interface Cell {
  readonly task: string;
  /** A name in the table of algorithms. */
  readonly algorithm: string;
  /** In all rounds together. */
  readonly simulations: number;
  /** Of the task's published observations, which count from 1. */
  readonly observation: number;
  readonly seed: number;
  /** Posterior draws that are compared with as many of the reference. */
  readonly draws: number;
}

/** Cells that one fit serves. */
export interface Job extends Omit<Cell, "observation"> {
  readonly observations: readonly number[];
}

/** An algorithm of ours with its settings. */
export interface OwnAlgorithm {
  /** The published algorithm it is an answer to. */
  readonly like: PublishedAlgorithm;
  /** One fit of one round serves all observations; several rounds are made for one of them. */
  readonly rounds: number;
  make(prior: DifferentiableDistribution): InferenceAlgorithm;
}

/** An algorithm of sbi with the name of its network, trained on the simulations that ours would have. */
export interface SbiAlgorithm {
  readonly like: PublishedAlgorithm;
  readonly rounds: 1;
  readonly sbi: { readonly algorithm: "npe" | "nle" | "nre"; readonly estimator: string };
}

export type BenchedAlgorithm = OwnAlgorithm | SbiAlgorithm;

export type PublishedAlgorithm = "NPE" | "NLE" | "NRE" | "SNPE" | "SNLE" | "SNRE";

/** Seconds of processor time, of all threads of the process, so that what else the machine does counts little. */
export interface Seconds {
  readonly simulate: number;
  /** Drawing theta for all rounds but the first. */
  readonly propose: number;
  readonly train: number;
  readonly sample: number;
  readonly metric: number;
}

/** How a cell went; simulations and training of a fit that serves several observations are in each of them. */
export interface Measured {
  /** Accuracy of a classifier that tells draws from reference: 0.5 is as good as exact, 1 tells all apart. */
  readonly c2st: number;
  readonly seconds: Seconds;
  /** Of the last round, the longest member of an ensemble; null where nothing is trained. */
  readonly epochs: number | null;
  /** Held-out loss of what was kept. */
  readonly loss: number | null;
  readonly warnings: readonly string[];
  readonly versions: string;
}

export interface Failed {
  readonly error: string;
}

export type Outcome = { readonly observation: number } & (Measured | Failed);

/** Where and when an outcome came about. */
export interface Provenance {
  /** Of the code; `+` follows where packages or plugins had uncommitted changes. */
  readonly commit: string;
  readonly machine: string;
  readonly date: string;
}

/** One line of `results/`. */
export type Line = Cell & Provenance & (Measured | Failed);
