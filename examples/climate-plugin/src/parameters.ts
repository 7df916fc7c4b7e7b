import type { Citation, ParameterSpec } from "@retrodict/spec";

/** In the order of `theta`; bounds wide around the models that Geoffroy et al. (2013) fit. */
export const parameters = [
  {
    name: "lambda",
    symbol: "λ",
    unit: "W/m2/K",
    description: "Radiative feedback: what is radiated to space per degree of warming.",
    bounds: [0.4, 2.5],
    default: 1.1,
  },
  {
    name: "gamma",
    symbol: "γ",
    unit: "W/m2/K",
    description: "Heat exchange between the upper and the deep ocean, per degree of difference.",
    bounds: [0.3, 1.5],
    default: 0.7,
  },
  {
    name: "C",
    unit: "W.a/m2/K",
    description: "Heat capacity of atmosphere, land and upper ocean.",
    bounds: [4, 14],
    default: 7.5,
  },
  {
    name: "C_d",
    unit: "W.a/m2/K",
    description: "Heat capacity of the deep ocean.",
    bounds: [30, 400],
    default: 105,
    scale: "log",
  },
  {
    name: "F_4x",
    unit: "W/m2",
    description: "Radiative forcing of four times the carbon dioxide.",
    bounds: [4, 10],
    default: 7,
  },
  {
    name: "sigma_T",
    symbol: "σ_T",
    unit: "K",
    description: "Standard deviation of temperature from year to year, without forcing.",
    bounds: [0.02, 0.3],
    default: 0.1,
    scale: "log",
  },
  {
    name: "sigma_N",
    symbol: "σ_N",
    unit: "W/m2",
    description: "Standard deviation of the radiative imbalance that temperature does not explain.",
    bounds: [0.1, 1],
    default: 0.3,
    scale: "log",
  },
] as const satisfies readonly ParameterSpec[];

export const citations: readonly Citation[] = [
  {
    title:
      "Transient climate response in a two-layer energy-balance model. Part I: Analytical solution and parameter calibration using CMIP5 AOGCM experiments",
    authors: "Geoffroy, Saint-Martin, Olivié, Voldoire, Bellon & Tytéca",
    year: 2013,
    doi: "10.1175/JCLI-D-12-00195.1",
  },
];
