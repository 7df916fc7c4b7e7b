/** What both Vogels–Abbott networks share, with the constants of Brette et al. (J. Comput. Neurosci. 23, 2007). */
import type { Rng } from "@retrodict/spec";
import { keyOf, type Kernel } from "./kernel.ts";
import type { Network } from "./network.ts";
import type { Protocol } from "./protocol.ts";

/** ms */
const MEMBRANE_TIME_CONSTANT = 20;
const EXCITATORY_TIME_CONSTANT = 5;
const INHIBITORY_TIME_CONSTANT = 10;
const REFRACTORY_PERIOD = 5;
/** mV */
export const THRESHOLD = -50;
export const RESET = -60;

export interface VogelsAbbottConstants {
  /** What a spike adds to the synaptic variable of its targets. */
  readonly excitatoryWeight: number;
  readonly inhibitoryWeight: number;
  readonly connectionProbability: number;
}

/** What a kind of synapse needs to set its state, which is zero before, and to take steps. */
export interface SynapseState {
  readonly kernel: Kernel;
  readonly rng: Rng;
  readonly neurons: number;
  /** Addresses. */
  readonly voltages: number;
  readonly excitations: number;
  readonly inhibitions: number;
  /** Time constants in steps. */
  readonly membrane: number;
  readonly excitatory: number;
  readonly inhibitory: number;
}

/** The network of these constants, or why there is none. `start` sets the initial state and returns how steps are taken. */
export function vogelsAbbottNetwork(
  { excitatoryWeight, inhibitoryWeight, connectionProbability: p }: VogelsAbbottConstants,
  { neurons, stepsPerMillisecond }: Protocol,
  start: (state: SynapseState) => (from: number, to: number) => void,
): Network | string {
  if (!(p >= 0 && p <= 1)) return "the connection probability must lie between 0 and 1";
  const most = mostConnections(neurons ** 2, p);
  return {
    synapses: most,
    inputBytes: 2 * Float64Array.BYTES_PER_ELEMENT,
    threshold: THRESHOLD,
    reset: RESET,
    hold: Math.round(REFRACTORY_PERIOD * stepsPerMillisecond),
    delay: 1,
    start(kernel, { voltages, inputs, padded }, rng) {
      kernel.connectPairs(...keyOf(rng, "connectivity"), neurons, p, most);
      kernel.floats(inputs, 2 * padded).fill(0);
      kernel.startSynapses(inputs, excitatoryWeight, inhibitoryWeight);
      return start({
        kernel,
        rng,
        neurons,
        voltages,
        excitations: inputs,
        inhibitions: inputs + padded * Float64Array.BYTES_PER_ELEMENT,
        membrane: MEMBRANE_TIME_CONSTANT * stepsPerMillisecond,
        excitatory: EXCITATORY_TIME_CONSTANT * stepsPerMillisecond,
        inhibitory: INHIBITORY_TIME_CONSTANT * stepsPerMillisecond,
      });
    },
  };
}

/** Twelve standard deviations above the mean of their binomial number, which nothing reaches. */
function mostConnections(pairs: number, p: number): number {
  return Math.ceil(pairs * p + 12 * Math.sqrt(pairs * p * (1 - p)) + 64);
}
