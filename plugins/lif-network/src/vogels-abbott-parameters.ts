import type { Citation, ParameterSpec } from "@retrodict/spec";

const p_conn = {
  name: "p_conn",
  unit: "1",
  description: "Probability that a neuron projects to another, or to itself.",
  symbol: "p",
  bounds: [0.01, 0.04],
  default: 0.02,
} as const;

/** In the order of `theta`; defaults of the benchmark, bounds about half to twice as large, V_rest above the threshold. */
export const currentParameters = [
  {
    name: "w_E",
    unit: "mV",
    description: "What an excitatory spike adds to the current of its targets.",
    symbol: "w_E",
    bounds: [0.8, 3.2],
    default: 1.62,
  },
  {
    name: "w_I",
    unit: "mV",
    description: "What an inhibitory spike takes from the current of its targets.",
    symbol: "w_I",
    bounds: [4.5, 18],
    default: 9,
  },
  p_conn,
  {
    name: "V_rest",
    unit: "mV",
    description: "Resting voltage; above the threshold, at -50 mV, it drives the network.",
    bounds: [-50, -46],
    default: -49,
  },
] as const satisfies readonly ParameterSpec[];

/** In the order of `theta`; defaults of the benchmark, bounds about half to twice as large, V_rest up to the threshold. */
export const conductanceParameters = [
  {
    name: "w_E",
    unit: "1",
    description: "What an excitatory spike adds to the conductance of its targets, over the leak.",
    symbol: "w_E",
    bounds: [0.3, 1.2],
    default: 0.6,
  },
  {
    name: "w_I",
    unit: "1",
    description: "What an inhibitory spike adds to the conductance of its targets, over the leak.",
    symbol: "w_I",
    bounds: [3.3, 13.4],
    default: 6.7,
  },
  p_conn,
  {
    name: "V_rest",
    unit: "mV",
    description: "Resting voltage; the threshold is at -50 mV.",
    bounds: [-65, -50],
    default: -60,
  },
] as const satisfies readonly ParameterSpec[];

export const vogelsAbbottCitations: readonly Citation[] = [
  {
    title: "Signal propagation and logic gating in networks of integrate-and-fire neurons",
    authors: "Vogels & Abbott",
    year: 2005,
    doi: "10.1523/JNEUROSCI.3508-05.2005",
  },
  {
    title: "Simulation of networks of spiking neurons: a review of tools and strategies",
    authors: "Brette, Rudolph, Carnevale, Hines, Beeman, Bower, et al.",
    year: 2007,
    doi: "10.1007/s10827-007-0038-6",
  },
];
