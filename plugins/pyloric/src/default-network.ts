import type { PrinzNeuron } from "./prinz-neurons.ts";

/**
 * A network with the rhythm of the crab that `observations` has: one end of the path through such networks in
 * figure 8 of Gonçalves et al. (eLife 2020), rounded. Per channel in mS/cm2, per synapse in ln(mS).
 */
export const defaultNetwork: Readonly<Record<"AB_PD" | "LP" | "PY", PrinzNeuron>> & {
  readonly synapses: readonly number[];
} = {
  AB_PD: {
    Na: 212.1,
    CaT: 1.478,
    CaS: 5.147,
    A: 28.92,
    KCa: 14.43,
    Kd: 137.8,
    H: 0.001852,
    leak: 0.007879,
  },
  LP: {
    Na: 76.13,
    CaT: 0.3865,
    CaS: 5.244,
    A: 46.21,
    KCa: 3.028,
    Kd: 86.71,
    H: 0.0451,
    leak: 0.02085,
  },
  PY: {
    Na: 498.3,
    CaT: 7.589,
    CaS: 1.728,
    A: 46.92,
    KCa: 1.215,
    Kd: 116.5,
    H: 0.02755,
    leak: 0.01793,
  },
  synapses: [-9.023, -16.73, -12.86, -10.15, -7.373, -15, -8.18],
};
