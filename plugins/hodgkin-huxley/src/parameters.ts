import type { Citation, ParameterSpec } from "@retrodict/spec";

/** The eight parameters in the order of `theta`; bounds and defaults of Gonçalves et al. (2020). */
export const parameters = [
  {
    name: "g_Na",
    unit: "mS/cm2",
    description: "Maximal sodium conductance.",
    bounds: [0.5, 80],
    default: 50,
  },
  {
    name: "g_K",
    unit: "mS/cm2",
    description: "Maximal delayed-rectifier potassium conductance.",
    bounds: [1e-4, 15],
    default: 5,
  },
  {
    name: "g_leak",
    unit: "mS/cm2",
    description: "Leak conductance.",
    bounds: [1e-4, 0.6],
    default: 0.1,
  },
  {
    name: "g_M",
    unit: "mS/cm2",
    description: "Maximal conductance of the slow, non-inactivating potassium (M) current.",
    bounds: [1e-4, 0.6],
    default: 0.07,
  },
  {
    name: "tau_max",
    unit: "ms",
    description:
      "Scales the time constant of the M current's gate, which is at most tau_max / 3.6.",
    symbol: "τ_max",
    bounds: [50, 3000],
    default: 600,
  },
  {
    name: "neg_V_T",
    unit: "mV",
    description:
      "Minus V_T, the voltage that shifts the spiking kinetics and so sets the threshold.",
    symbol: "−V_T",
    bounds: [40, 90],
    default: 60,
  },
  {
    name: "noise",
    unit: "uA.ms^0.5/cm2",
    description: "Strength of the white noise added to the current.",
    symbol: "σ",
    bounds: [1e-4, 0.15],
    default: 0.1,
  },
  {
    name: "neg_E_leak",
    unit: "mV",
    description: "Minus the leak's reversal potential.",
    symbol: "−E_leak",
    bounds: [35, 100],
    default: 70,
  },
] as const satisfies readonly ParameterSpec[];

export const citations: readonly Citation[] = [
  {
    title:
      "Minimal Hodgkin–Huxley type models for different classes of cortical and thalamic neurons",
    authors: "Pospischil, Toledo-Rodriguez, Monier, Piwkowska, Bal, Frégnac, Markram & Destexhe",
    year: 2008,
    doi: "10.1007/s00422-008-0263-8",
  },
  {
    title:
      "Training deep neural density estimators to identify mechanistic models of neural dynamics",
    authors: "Gonçalves, Lueckmann, Deistler, Nonnenmacher, Öcal, Bassetto, et al.",
    year: 2020,
    doi: "10.7554/eLife.56261",
  },
];
