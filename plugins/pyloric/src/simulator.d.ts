import type { Simulator } from "@retrodict/spec";
import { type Q10s } from "./parameters.ts";
import { type PyloricOptions } from "./protocol.ts";
import { type StatisticName } from "./statistics/index.ts";
/**
 * The pyloric network of Prinz, Bucher & Marder (2004) in the form of Deistler, Macke & Gonçalves (2022): the model
 * neurons AB/PD, LP and PY, with eight currents each, joined by seven graded synapses. Its output are 34 statistics
 * of the rhythm, 25 without `energies`, computed while it runs: a trace would have 440 000 samples
 * of each neuron. Without a triphasic rhythm some are NaN; a run that is given up early has NaN in all. `q10` says which
 * Q10s are parameters. The noise is keyed by `rng.fork("noise")`.
 */
export declare function pyloric(
  options?: PyloricOptions,
  q10?: Q10s,
): Simulator<string, StatisticName>;
/** The statistics of `pyloric` under the noise `RandomState(seed).normal(size=(3, samples))` of numpy, as published runs have it. */
export declare function simulateWithSeed(
  options: PyloricOptions,
  theta: Float64Array,
  seed: number,
): Float64Array;
//# sourceMappingURL=simulator.d.ts.map
