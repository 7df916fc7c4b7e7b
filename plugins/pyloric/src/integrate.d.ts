import type { Rng } from "@retrodict/spec";
import { type Traces } from "./kernel.ts";
import { type Protocol } from "./protocol.ts";
/** Where the noise comes from: a stream, or the seed of numpy's `RandomState`. */
export type NoiseSource = Rng | number;
/** Consecutive samples of a run, in memory that the next chunk overwrites. */
export interface Chunk {
  /** Which sample of the run the first one is. */
  readonly start: number;
  readonly length: number;
  /** Of each neuron, mV. */
  readonly voltages: Traces;
  /** Power each neuron takes, nW/cm2, where asked for. */
  readonly powers: Traces | undefined;
}
export interface Run {
  readonly protocol: Protocol;
  readonly theta: Float64Array;
  readonly source: NoiseSource;
  /** Most samples in a chunk; as many as the kernel takes by default. */
  readonly chunk?: number;
}
/** Computes a run chunk by chunk until `visit` returns false. Q10s that `theta` does not have are the default ones. */
export declare function integrate(run: Run, visit: (chunk: Chunk) => boolean): void;
//# sourceMappingURL=integrate.d.ts.map
