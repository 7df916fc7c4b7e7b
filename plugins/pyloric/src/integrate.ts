import { assert } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import { kernel, type Traces } from "./kernel.ts";
import { defaults, parameters } from "./parameters.ts";
import { samplesOf, type Protocol } from "./protocol.ts";

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

/** Computes a run chunk by chunk until `visit` returns false. Q10s that `theta` lacks are the default ones. */
export function integrate(run: Run, visit: (chunk: Chunk) => boolean): void {
  const { protocol, theta } = run;
  const lengths = Object.values(parameters).map(({ length }) => length);
  assert(
    lengths.includes(theta.length),
    "shape",
    "pyloric",
    () =>
      `expected theta of length ${lengths.join(" or ")}, got ${theta.length}; pass the conductances and the Q10s of none, of conductances or of all`,
  );
  const network = kernel();
  network.theta.set(defaults);
  network.theta.set(theta);
  network.prepare(protocol["time-step"], protocol.temperature, protocol.noise);
  const cells = protocol.gates === "tables" ? network.tabulate() : 0;
  const samples = samplesOf(protocol);
  const drawNoise = noiseOf(run, samples);
  const advance = protocol.energies ? network.runWithPower : network.run;
  for (let start = 0; start < samples;) {
    const length = Math.min(run.chunk ?? network.chunk, samples - start);
    drawNoise(start, length);
    advance(start === 0 ? 1 : 0, length, cells);
    const voltages = shorten(network.voltages, length);
    const powers = protocol.energies ? shorten(network.powers, length) : undefined;
    if (!visit({ start, length, voltages, powers })) return;
    start += length;
  }
}

/** What fills the kernel's noise for a chunk. */
function noiseOf({ protocol, source }: Run, samples: number) {
  const network = kernel();
  if (protocol.noise === 0) return () => {};
  if (typeof source === "number" || protocol["noise-stream"] === "numpy") {
    const seed = typeof source === "number" ? source : source.fork("noise").uint32();
    assert(
      seed >>> 0 === seed,
      "range",
      "pyloric",
      () =>
        `expected a seed from 0 to 2^32 - 1, got ${seed}; pass the integer given to RandomState`,
    );
    network.seedNoise(seed, samples);
    return (_: number, length: number) => network.drawSeededNoise(length);
  }
  const keys = source.fork("noise");
  for (const neuron of [0, 1, 2]) network.setNoiseKey(neuron, keys.uint32(), keys.uint32());
  return network.drawNoise;
}

function shorten(traces: Traces, length: number): Traces {
  if (length === traces[0].length) return traces;
  return [
    traces[0].subarray(0, length),
    traces[1].subarray(0, length),
    traces[2].subarray(0, length),
  ];
}
