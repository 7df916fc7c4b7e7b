import type { Fit } from "@retrodict/spec";
import type { FailureModel } from "./failure-model.ts";
import type { Simulated } from "./simulate-experiment.ts";
import type { Belief } from "./types.ts";

/** What was learned of an experiment, and fresh simulations of it to try that on. */
export interface Evaluated {
  readonly belief: Belief;
  /** Absent where too few simulations had an output. */
  readonly fit: Fit | undefined;
  readonly failures: FailureModel;
  readonly fresh: Simulated;
}
