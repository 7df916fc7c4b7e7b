import { keyOf } from "./kernel.ts";
import type { Network } from "./network.ts";
import type { Protocol } from "./protocol.ts";

/** The constants of Brunel's model A: voltages in mV from rest, times in ms. */
export interface BrunelConstants {
  /** Excitatory jump, mV. */
  readonly J: number;
  /** Inhibitory jumps are `g` times as large. */
  readonly g: number;
  /** External rate over the rate whose mean input alone reaches the threshold. */
  readonly eta: number;
  readonly membraneTimeConstant: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractoryPeriod: number;
  readonly delay: number;
  readonly connectionProbability: number;
}

/** A mean the kernel's tables can hold. */
const LARGEST_DRIVE = 500;

/** The network of these constants, or why there is none. */
export function brunelNetwork(constants: BrunelConstants, protocol: Protocol): Network | string {
  const { J, g, eta, membraneTimeConstant, threshold, reset, connectionProbability } = constants;
  const { refractoryPeriod, delay } = constants;
  const { neurons, excitatory, stepsPerMillisecond } = protocol;
  if (!(J > 0 && g >= 0 && eta >= 0)) return "J must be positive, and g and eta not negative";
  if (!(membraneTimeConstant > 0 && threshold > reset)) {
    return "the membrane time constant must be positive, and the threshold above the reset";
  }
  if (!(refractoryPeriod >= 0 && delay >= 0)) {
    return "the refractory period and the delay must not be negative";
  }
  if (!(connectionProbability >= 0 && connectionProbability <= 1)) {
    return "the connection probability must lie between 0 and 1";
  }
  const membraneSteps = membraneTimeConstant * stepsPerMillisecond;
  const drive = (eta * threshold) / (J * membraneSteps);
  if (!(drive <= LARGEST_DRIVE)) {
    return `the external drive is more than ${LARGEST_DRIVE} spikes per neuron and time step`;
  }
  const fromExcitatory = Math.round(connectionProbability * excitatory);
  const fromInhibitory = Math.round(connectionProbability * (neurons - excitatory));
  return {
    synapses: neurons * (fromExcitatory + fromInhibitory),
    inputBytes: 2 * Uint16Array.BYTES_PER_ELEMENT,
    threshold,
    reset,
    hold: stepsIn(refractoryPeriod, protocol),
    delay: Math.max(1, stepsIn(delay, protocol)),
    start(kernel, at, rng) {
      kernel.connectFixedInDegree(
        ...keyOf(rng, "connectivity"),
        neurons,
        excitatory,
        fromExcitatory,
        fromInhibitory,
      );
      kernel.uniforms(...keyOf(rng, "voltages"), neurons, 0, threshold, at.voltages);
      const keep = kernel.exponential(-1 / membraneSteps);
      kernel.startDelta(keep, J, g * J, drive, ...keyOf(rng, "drive"), at.inputs);
      return kernel.advanceDelta;
    },
  };
}

/** Time steps nearest to a time; none is longer than the simulation. */
function stepsIn(time: number, { milliseconds, stepsPerMillisecond }: Protocol): number {
  return Math.round(Math.min(time, milliseconds) * stepsPerMillisecond);
}
