import type { OptionSpec } from "@retrodict/spec";
import { protocolOptions } from "./protocol.ts";

const NEURONS = 12_500;

const reset = {
  name: "reset",
  unit: "mV",
  type: "number",
  default: 10,
  description: "Voltage after a spike, from rest.",
} as const;

/** The constants Skaar et al. (2020) keep fixed. */
export const brunelOptions = [
  ...protocolOptions(NEURONS),
  {
    name: "membrane-time-constant",
    unit: "ms",
    type: "number",
    default: 20,
    bounds: [0.1, 1000],
    description: "Membrane time constant.",
  },
  {
    name: "threshold",
    unit: "mV",
    type: "number",
    default: 20,
    description: "Voltage at which neurons spike, from rest.",
  },
  reset,
  {
    name: "refractory-period",
    unit: "ms",
    type: "number",
    default: 2,
    bounds: [0, 1000],
    description: "Time for which a neuron stays at the reset and takes no input.",
  },
  {
    name: "delay",
    unit: "ms",
    type: "number",
    default: 1.5,
    bounds: [0, 1000],
    description: "Time from a spike to its effect on others, at least one time step.",
  },
  {
    name: "connection-probability",
    unit: "1",
    type: "number",
    default: 0.1,
    bounds: [0, 1],
    description: "In-degree over the number of neurons, of each kind.",
  },
] as const satisfies readonly OptionSpec[];

export const brunelEightOptions = [
  ...protocolOptions(NEURONS),
  reset,
] as const satisfies readonly OptionSpec[];
