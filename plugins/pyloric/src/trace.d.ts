import { type NoiseSource } from "./integrate.ts";
import type { Traces } from "./kernel.ts";
import { type PyloricOptions } from "./protocol.ts";
/** What a run looked like, at every so many samples. */
export interface PyloricTrace {
  /** Between values, ms; the first is at 0. */
  readonly step: number;
  /** Membrane voltage of AB/PD, LP and PY, mV. */
  readonly voltages: Traces;
  /** Power each takes, nW/cm2; absent without `energies`. */
  readonly powers?: Traces;
}
/**
 * The voltages behind the statistics of `pyloric(options)`, at every `every`-th sample. `source` is the stream
 * given to `simulate`, or the seed of a numpy `RandomState` whose `normal(size=(3, samples))` is the noise.
 */
export declare function pyloricTrace(
  options: PyloricOptions,
  theta: Float64Array,
  source: NoiseSource,
  every?: number,
): PyloricTrace;
//# sourceMappingURL=trace.d.ts.map
