/** Runs a network and shows its spikes to an observer, millisecond by millisecond. */
import type { Rng } from "@retrodict/spec";
import { kernel, type Kernel } from "./kernel.ts";
import type { Protocol } from "./protocol.ts";

/** A network with its parameters, in mV and steps. */
export interface Network {
  /** Room for so many connections. */
  readonly synapses: number;
  /** Bytes of input variables per neuron. */
  readonly inputBytes: number;
  readonly threshold: number;
  readonly reset: number;
  /** Steps for which the reset is held. */
  readonly hold: number;
  /** Steps from a spike to its arrival. */
  readonly delay: number;
  /** Connects the neurons and sets their state; what it returns takes steps `from` up to and including `to`. */
  start(kernel: Kernel, at: StateAddresses, rng: Rng): (from: number, to: number) => void;
}

export interface StateAddresses {
  readonly voltages: number;
  readonly inputs: number;
  /** Neurons in each row of the state, those that only pad it included. */
  readonly padded: number;
}

export interface Observer {
  /** Steps count from 1. */
  spike(neuron: number, step: number): void;
  /** After all spikes of a millisecond, counted from 0. */
  millisecond(ms: number, voltages: VoltageSampler): void;
}

/** Sums over the samples taken, of voltages relative to the reset, where refractory neurons are. */
export interface VoltageSampler {
  /** Takes a sample; its mean over neurons, mV. */
  sample(): number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** More do not fit into memory. */
const MOST_SYNAPSES = 1e9;

/** Milliseconds of silence after which a network counts as dead. */
const SILENCE = 100;

/** Rows of neurons are padded to a multiple of this, as the kernel does. */
const PADDING = 8;

/** Runs the protocol; why not, or why not all of it. */
export function runNetwork(
  network: Network,
  protocol: Protocol,
  rng: Rng,
  observer: Observer,
): string | undefined {
  const { neurons, excitatory, milliseconds, stepsPerMillisecond } = protocol;
  if (network.synapses > MOST_SYNAPSES) return `there are more than ${MOST_SYNAPSES} connections`;
  const code = kernel();
  const { at, capacity } = layOut(code, network, protocol);
  const { reset, threshold, hold, delay } = network;
  code.startSpikes(at.ring, capacity, at.ends);
  code.startNeurons(neurons, excitatory, at.voltages, reset, threshold, hold, delay);
  code.placeConnectivity(at.rows, at.targets);
  const advance = network.start(code, at, rng);
  const ring = code.uint16(at.ring, capacity);
  const ends = code.uint32(at.ends, milliseconds * stepsPerMillisecond + 1);
  const voltages = voltageSampler(code, at, neurons);
  let lastSpike = 0;
  for (let ms = 0; ms < milliseconds; ms++) {
    const before = ms * stepsPerMillisecond;
    const last = before + stepsPerMillisecond;
    advance(before + 1, last);
    for (let step = before + 1; step <= last; step++) {
      for (let k = ends[step - 1]; k < ends[step]; k++) {
        observer.spike(ring[k & (capacity - 1)], step);
      }
    }
    observer.millisecond(ms, voltages);
    if (ends[last] > ends[before]) lastSpike = ms;
    if (ms - lastSpike >= SILENCE) return `the network fell silent after ${lastSpike} ms`;
  }
  return undefined;
}

/** Places all that the kernel works on; `capacity` is of the ring of spikes. */
function layOut(code: Kernel, network: Network, protocol: Protocol) {
  const { neurons, milliseconds, stepsPerMillisecond } = protocol;
  const capacity = ringCapacity(network, protocol);
  const padded = Math.ceil(neurons / PADDING) * PADDING;
  const addresses = code.place({
    ends: 4 * (milliseconds * stepsPerMillisecond + 1),
    ring: 2 * capacity,
    voltages: 8 * padded,
    inputs: network.inputBytes * padded,
    sums: 8 * padded,
    squares: 8 * padded,
    rows: 4 * (neurons + 2),
    targets: 2 * network.synapses,
  });
  return { at: { ...addresses, padded }, capacity };
}

/** A power of two that holds all spikes a step may still ask for, and those of the millisecond being taken. */
function ringCapacity({ hold, delay }: Network, { neurons, stepsPerMillisecond }: Protocol) {
  const steps = Math.max(hold + 1, delay) + stepsPerMillisecond;
  const spikes = neurons * Math.ceil(steps / (hold + 1));
  return 2 ** Math.ceil(Math.log2(spikes));
}

function voltageSampler(
  code: Kernel,
  at: { readonly sums: number; readonly squares: number },
  neurons: number,
): VoltageSampler {
  const sums = code.floats(at.sums, neurons);
  const squares = code.floats(at.squares, neurons);
  sums.fill(0);
  squares.fill(0);
  return {
    sample: () => code.sampleVoltages(at.sums, at.squares),
    sums,
    squares,
  };
}
