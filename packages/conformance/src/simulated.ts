import { stream } from "@retrodict/random";
import type { Simulator } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { expectTrue } from "./expect.ts";
import type { Probe } from "./probes.ts";
import { view, viewOf, type View } from "./view.ts";

/** One simulation: what was written, what was returned, and the theta it got as it was left. */
export interface Simulated extends View {
  readonly probe: Probe;
  readonly returned: unknown;
  readonly theta: Float64Array;
}

/** A row from a stream of its own, the same every time. Throws what the simulator throws. */
export function simulate(simulator: Simulator, probe: Probe): Simulated {
  const out = view(featureLength(simulator.info.outputs));
  const theta = viewOf(probe.theta);
  const returned: unknown = simulator.simulate(stream("row"), theta, out.row);
  return { ...out, probe, returned, theta };
}

/** The same, where an error is a broken promise. */
export function simulateWithin(simulator: Simulator, probe: Probe): Simulated {
  try {
    return simulate(simulator, probe);
  } catch (error) {
    expectTrue(false, `a row at ${probe.where}, NaN where the model gives no value`, String(error));
    throw error;
  }
}
