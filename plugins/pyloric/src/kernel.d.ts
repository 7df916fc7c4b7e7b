interface KernelFunctions {
  /** The network of `theta` at its start. */
  prepare(dt: number, temperature: number, noise: number): void;
  /** Tables for it, unless they are there; returns what to pass to `run` as `cells`. */
  tabulate(): number;
  setNoiseKey(neuron: number, high: number, low: number): void;
  drawNoise(start: number, n: number): void;
  seedNoise(seed: number, length: number): void;
  drawSeededNoise(n: number): void;
  /** Computes samples `from … to - 1` of the chunk; without tables if `cells` is 0. */
  run(from: number, to: number, cells: number): void;
  runWithPower(from: number, to: number, cells: number): void;
}
export type Traces = readonly [Float64Array, Float64Array, Float64Array];
export interface Kernel extends KernelFunctions {
  /** Most samples in a chunk. */
  readonly chunk: number;
  /** Parameters and all Q10s, in the order of `parameters.all`. */
  readonly theta: Float64Array;
  /** Membrane conductances as the solver orders and scales them, then synaptic ones. */
  readonly membrane: Float64Array;
  readonly synapses: Float64Array;
  /** See `assembly/coefficients.ts`. */
  readonly factors: Float64Array;
  /** See `assembly/pyloric.ts`. */
  readonly state: Float64Array;
  /** Of each neuron, for the samples of a chunk: mV. */
  readonly voltages: Traces;
  /** nW/cm2. */
  readonly powers: Traces;
}
/** The kernel of this thread. */
export declare function kernel(): Kernel;
export {};
//# sourceMappingURL=kernel.d.ts.map
