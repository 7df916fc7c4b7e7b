import type { Io } from "./io.ts";

/** What every verb of `explore` gets of its surroundings. What it finds once `signal` has aborted means nothing. */
export interface Surroundings {
  readonly io: Io;
  readonly signal: AbortSignal;
  onProgress(phase: string, done: number, total: number): void;
}

export interface ExploreOptions extends Surroundings {
  readonly seed: number;
}

/** Of verbs that simulate. */
export interface SimulatingOptions extends ExploreOptions {
  readonly workers: number;
}
