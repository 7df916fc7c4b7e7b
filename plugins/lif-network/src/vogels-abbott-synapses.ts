import { keyOf } from "./kernel.ts";
import { RESET, THRESHOLD, type SynapseState } from "./vogels-abbott-network.ts";

/** mV */
const EXCITATORY_REVERSAL = 0;
const INHIBITORY_REVERSAL = -80;

/** Currents in mV: `τ dV/dt = V_rest - V + g_E + g_I`. Voltages start uniform between reset and threshold. */
export const currentSynapses =
  (restingVoltage: number) =>
  ({ kernel, rng, neurons, voltages, membrane, excitatory, inhibitory }: SynapseState) => {
    kernel.uniforms(...keyOf(rng, "voltages"), neurons, RESET, THRESHOLD, voltages);
    const keep = kernel.exponential(-1 / membrane);
    const keepE = kernel.exponential(-1 / excitatory);
    const keepI = kernel.exponential(-1 / inhibitory);
    // The voltage's response to a current that decays from 1, after a step.
    const fromE = (excitatory / (membrane - excitatory)) * (keep - keepE);
    const fromI = (inhibitory / (membrane - inhibitory)) * (keep - keepI);
    return (from: number, to: number) =>
      kernel.advanceCurrent(from, to, restingVoltage, keep, keepE, keepI, fromE, fromI);
  };

/**
 * Conductances in units of the leak's: `τ dV/dt = V_rest - V + g_E (E_E - V) + g_I (E_I - V)`. Without drive the
 * network must be kicked: V ~ N(-55, 5) mV, g_E ~ N(4, 1.5), g_I ~ N(20, 12), as in Brian's version of the benchmark.
 */
export const conductanceSynapses =
  (restingVoltage: number) =>
  ({ kernel, rng, neurons, membrane, ...state }: SynapseState) => {
    kernel.gaussians(...keyOf(rng, "voltages"), neurons, -55, 5, state.voltages);
    kernel.gaussians(...keyOf(rng, "excitations"), neurons, 4, 1.5, state.excitations);
    kernel.gaussians(...keyOf(rng, "inhibitions"), neurons, 20, 12, state.inhibitions);
    const keepE = kernel.exponential(-1 / state.excitatory);
    const keepI = kernel.exponential(-1 / state.inhibitory);
    return (from: number, to: number) =>
      kernel.advanceConductance(
        from,
        to,
        restingVoltage,
        1 / membrane,
        EXCITATORY_REVERSAL,
        INHIBITORY_REVERSAL,
        keepE,
        keepI,
      );
  };
