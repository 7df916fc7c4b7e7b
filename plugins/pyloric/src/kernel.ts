/** The WebAssembly side: compiled once per thread, at first use. Its memory is set up then and never grows. */
import { RetrodictError } from "@retrodict/check";
import { baseline } from "./generated/pyloric.ts";

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

type Block = "theta" | "membrane" | "synapses" | "factors" | "state" | "voltages" | "powers";

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

let shared: Kernel | undefined;

/** The kernel of this thread. */
export function kernel(): Kernel {
  return (shared ??= instantiate());
}

function instantiate(): Kernel {
  const bytes = Uint8Array.from(atob(baseline), (character) => character.charCodeAt(0));
  const memory = new WebAssembly.Memory({ initial: 32 });
  const imports = { env: { memory, abort: outOfMemory } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  const code = exports as unknown as KernelFunctions & Record<Block | "CHUNK", { value: number }>;
  const chunk = code.CHUNK.value;
  const view = (block: Block, length: number, offset = 0) =>
    new Float64Array(memory.buffer, code[block].value + 8 * offset, length);
  const traces = (block: Block): Traces => [
    view(block, chunk),
    view(block, chunk, chunk),
    view(block, chunk, 2 * chunk),
  ];
  return {
    prepare: code.prepare,
    tabulate: code.tabulate,
    setNoiseKey: code.setNoiseKey,
    drawNoise: code.drawNoise,
    seedNoise: code.seedNoise,
    drawSeededNoise: code.drawSeededNoise,
    run: code.run,
    runWithPower: code.runWithPower,
    chunk,
    theta: view("theta", 46),
    membrane: view("membrane", 24),
    synapses: view("synapses", 7),
    factors: view("factors", 6),
    state: view("state", 49),
    voltages: traces("voltages"),
    powers: traces("powers"),
  };
}

function outOfMemory(): never {
  throw new RetrodictError(
    "budget",
    "pyloric",
    "expected 2 MB of memory for the tables, got none left; release memory",
  );
}
