import type { Citation, ParameterSpec } from "@retrodict/spec";
import { defaultNetwork } from "./default-network.ts";
import { channels, type Channel } from "./prinz-neurons.ts";

/** The model neurons, in the order of the parameters, traces and statistics. */
export const neurons = ["AB_PD", "LP", "PY"] as const;

type Bounds = readonly [lower: number, upper: number];

/** In mS/cm2: what the published neurons span, widened on either side by the spacing of their grid. */
const bounds: Readonly<Record<(typeof neurons)[number], Readonly<Record<Channel, Bounds>>>> = {
  AB_PD: {
    Na: [0, 500],
    CaT: [0, 7.5],
    CaS: [0, 8],
    A: [0, 60],
    KCa: [0, 15],
    Kd: [25, 150],
    H: [0, 0.02],
    leak: [0, 0.01],
  },
  LP: {
    Na: [0, 200],
    CaT: [0, 2.5],
    CaS: [2, 12],
    A: [10, 60],
    KCa: [0, 10],
    Kd: [0, 125],
    H: [0, 0.06],
    leak: [0.01, 0.04],
  },
  PY: {
    Na: [0, 600],
    CaT: [0, 12.5],
    CaS: [0, 4],
    A: [30, 60],
    KCa: [0, 5],
    Kd: [50, 150],
    H: [0, 0.06],
    leak: [0, 0.04],
  },
};

const descriptions: Readonly<Record<Channel, string>> = {
  Na: "sodium",
  CaT: "transient calcium",
  CaS: "slow calcium",
  A: "transient potassium (A)",
  KCa: "calcium-dependent potassium",
  Kd: "delayed-rectifier potassium",
  H: "hyperpolarisation-activated inward (H)",
  leak: "leak",
};

const membrane: readonly ParameterSpec[] = neurons.flatMap((neuron) =>
  channels.map((channel) => ({
    name: `${neuron}_${channel}`,
    unit: "mS/cm2",
    description: `Maximal ${descriptions[channel]} conductance of ${neuron.replace("_", "/")}.`,
    symbol: `g_${channel} ${neuron.replace("_", "/")}`,
    bounds: bounds[neuron][channel],
    default: defaultNetwork[neuron][channel],
    group: neuron.replace("_", "/"),
  })),
);

/** From and to, the transmitter, and the largest conductance, mS. */
const synapses = [
  ["AB", "LP", "glutamate", 1e-2],
  ["PD", "LP", "acetylcholine", 1e-3],
  ["AB", "PY", "glutamate", 1e-3],
  ["PD", "PY", "acetylcholine", 1e-3],
  ["LP", "PD", "glutamate", 1e-3],
  ["LP", "PY", "glutamate", 1e-3],
  ["PY", "LP", "glutamate", 1e-3],
] as const;

const synaptic: readonly ParameterSpec[] = synapses.map(([from, to, transmitter, largest], i) => ({
  name: `${from}_${to}`,
  unit: "1",
  description: `Natural logarithm of the maximal conductance, in mS, of the synapse of ${from} onto ${to} (${transmitter}).`,
  symbol: `ln g ${from}→${to}`,
  bounds: [Math.log(1e-8), Math.log(largest)],
  default: defaultNetwork.synapses[i],
  group: "synapses",
}));

const conductanceQ10s: readonly ParameterSpec[] = [
  ...channels.map((channel) =>
    q10(`g_${channel}`, `${descriptions[channel]} conductance`, channel === "H" ? 4 : 2, 1.5),
  ),
  q10("g_Glut", "conductance of glutamatergic synapses", 2, 1.5),
  q10("g_Chol", "conductance of cholinergic synapses", 2, 1.5),
];

const rateQ10s: readonly ParameterSpec[] = [
  q10("tau_m", "rate of activation, but for CaS (fixed at 2.0) and KCa (1.6)", 4, 2.4),
  q10("tau_h", "rate of inactivation", 4, 2.8),
  q10("tau_CaBuff", "rate of calcium buffering", 4, 2),
  q10("tau_Glut", "rate of glutamatergic synapses", 4, 1.7),
  q10("tau_Chol", "rate of cholinergic synapses", 4, 1.7),
];

/**
 * The parameters in the order of `theta`: 24 membrane and 7 synaptic conductances, then the Q10s of none, of
 * the 10 conductances, or of these and the 5 rates. Bounds of Gonçalves et al. (2020) and Deistler et al. (2022).
 */
export const parameters = {
  none: [...membrane, ...synaptic],
  conductances: [...membrane, ...synaptic, ...conductanceQ10s],
  all: [...membrane, ...synaptic, ...conductanceQ10s, ...rateQ10s],
} as const;

/** Which Q10s are parameters. */
export type Q10s = keyof typeof parameters;

/** Values of all parameters: what a shorter `theta` does not say stays as it is here. */
export const defaults = Float64Array.from(parameters.all, (parameter) => parameter.default);

export const citations: readonly Citation[] = [
  {
    title: "Similar network activity from disparate circuit parameters",
    authors: "Prinz, Bucher & Marder",
    year: 2004,
    doi: "10.1038/nn1352",
  },
  {
    title:
      "Alternative to hand-tuning conductance-based models: construction and analysis of databases of model neurons",
    authors: "Prinz, Billimoria & Marder",
    year: 2003,
    doi: "10.1152/jn.00641.2003",
  },
  {
    title:
      "Training deep neural density estimators to identify mechanistic models of neural dynamics",
    authors: "Gonçalves, Lueckmann, Deistler, Nonnenmacher, Öcal, Bassetto, et al.",
    year: 2020,
    doi: "10.7554/eLife.56261",
  },
  {
    title: "Energy-efficient network activity from disparate circuit parameters",
    authors: "Deistler, Macke & Gonçalves",
    year: 2022,
    doi: "10.1073/pnas.2207632119",
  },
];

function q10(of: string, what: string, upper: number, standard: number): ParameterSpec {
  return {
    name: `Q10_${of}`,
    unit: "1",
    description: `Factor per 10 K of the ${what}.`,
    bounds: [1, upper],
    default: standard,
    group: "temperature",
  };
}
