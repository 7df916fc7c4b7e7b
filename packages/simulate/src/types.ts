import type { Options } from "@retrodict/spec";

/** What of a plugin's simulator to run. Structured-cloneable, so it reaches worker threads whole. */
export interface SimulatorConfiguration {
  /** Settings for the entry's `create` and `summary`; their defaults if absent. */
  readonly options?: Options;
  /** `"summary"` (default): the entry's features, or the raw output where it has none. `"raw"`: always the raw output. */
  readonly output?: "summary" | "raw";
  /** Names of the features (or raw outputs) to keep, in that order; all of them if absent. */
  readonly features?: readonly string[];
}
