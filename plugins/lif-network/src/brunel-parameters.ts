import type { Citation, ParameterSpec } from "@retrodict/spec";

const eta = {
  name: "eta",
  unit: "1",
  description:
    "External rate, over the rate whose mean input alone brings a neuron to the threshold.",
  symbol: "η",
  bounds: [0.8, 4],
  default: 2,
} as const;

const g = {
  name: "g",
  unit: "1",
  description: "Strength of inhibitory connections, relative to excitatory ones.",
  bounds: [3.5, 8],
  default: 5,
} as const;

const J = {
  name: "J",
  unit: "mV",
  description: "Jump of the voltage by an excitatory spike.",
  bounds: [0.05, 0.4],
  default: 0.1,
} as const;

/** In the order of `theta`; bounds of the larger prior of Skaar et al. (2020). */
export const brunelParameters = [eta, g, J] as const satisfies readonly ParameterSpec[];

/** In the order of `theta`; bounds around the constants of Brunel (2000). */
export const brunelEightParameters = [
  {
    name: "tau_m",
    unit: "ms",
    description: "Membrane time constant.",
    symbol: "τ_m",
    bounds: [10, 30],
    default: 20,
    group: "neurons",
  },
  {
    name: "V_th",
    unit: "mV",
    description: "Voltage at which neurons spike, from rest.",
    bounds: [12, 25],
    default: 20,
    group: "neurons",
  },
  {
    name: "t_ref",
    unit: "ms",
    description: "Refractory period, rounded to time steps.",
    bounds: [0.5, 4],
    default: 2,
    group: "neurons",
  },
  {
    name: "delay",
    unit: "ms",
    description: "Time from a spike to its effect on others, rounded to time steps.",
    symbol: "D",
    bounds: [0.5, 3],
    default: 1.5,
    group: "connections",
  },
  { ...J, scale: "log", group: "connections" },
  { ...g, group: "connections" },
  { ...eta, group: "drive" },
  {
    name: "p_conn",
    unit: "1",
    description: "In-degree over the number of neurons, of each kind.",
    symbol: "ε",
    bounds: [0.05, 0.2],
    default: 0.1,
    group: "connections",
  },
] as const satisfies readonly ParameterSpec[];

export const brunelCitations: readonly Citation[] = [
  {
    title: "Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons",
    authors: "Brunel",
    year: 2000,
    doi: "10.1023/A:1008925309027",
  },
  {
    title: "Estimation of neural network model parameters from local field potentials (LFPs)",
    authors: "Skaar, Stasik, Hagen, Ness & Einevoll",
    year: 2020,
    doi: "10.1371/journal.pcbi.1007725",
  },
];
