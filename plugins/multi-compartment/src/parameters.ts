import type { Citation, ParameterSpec } from "@retrodict/spec";

const axialResistivity = {
  name: "R_a",
  unit: "Ohm.cm",
  description: "Axial resistivity of the cytoplasm.",
  scale: "log",
} as const;

const capacitance = {
  name: "C_m",
  unit: "uF/cm2",
  description: "Membrane capacitance.",
  bounds: [0.5, 2],
  default: 1,
  scale: "log",
} as const;

/** Parameters of the passive cable in the order of `theta`. */
export const passiveParameters = [
  {
    name: "R_m",
    unit: "Ohm.cm2",
    description: "Membrane resistance.",
    bounds: [3000, 60000],
    default: 20000,
    scale: "log",
  },
  { ...axialResistivity, bounds: [50, 500], default: 150 },
  capacitance,
] as const satisfies readonly ParameterSpec[];

/** Parameters of the Hodgkin–Huxley cable in the order of `theta`; the defaults are those of 1952. */
export const hodgkinHuxleyParameters = [
  {
    name: "g_Na",
    unit: "mS/cm2",
    description: "Maximal sodium conductance.",
    bounds: [60, 240],
    default: 120,
  },
  {
    name: "g_K",
    unit: "mS/cm2",
    description: "Maximal potassium conductance.",
    bounds: [18, 72],
    default: 36,
  },
  {
    name: "g_leak",
    unit: "mS/cm2",
    description: "Leak conductance.",
    bounds: [0.1, 1],
    default: 0.3,
    scale: "log",
  },
  {
    name: "E_leak",
    unit: "mV",
    description: "The leak's reversal potential.",
    bounds: [-70, -45],
    default: -54.387,
  },
  { ...axialResistivity, bounds: [15, 150], default: 35.4 },
  capacitance,
] as const satisfies readonly ParameterSpec[];

export const hines: Citation = {
  title: "Efficient computation of branched nerve equations",
  authors: "Hines",
  year: 1984,
  doi: "10.1016/0020-7101(84)90008-4",
};

export const rall: Citation = {
  title: "Branching dendritic trees and motoneuron membrane resistivity",
  authors: "Rall",
  year: 1959,
  doi: "10.1016/0014-4886(59)90046-9",
};

export const hodgkinAndHuxley: Citation = {
  title:
    "A quantitative description of membrane current and its application to conduction and excitation in nerve",
  authors: "Hodgkin & Huxley",
  year: 1952,
  doi: "10.1113/jphysiol.1952.sp004764",
};
