/** The model neurons of the networks of Prinz, Bucher & Marder (Nat. Neurosci. 7, 2004), as data. */

/** The channels of a neuron, in the order of the parameters. */
export const channels = ["Na", "CaT", "CaS", "A", "KCa", "Kd", "H", "leak"] as const;

export type Channel = (typeof channels)[number];

/** Maximal conductances of one neuron, mS/cm2. */
export type PrinzNeuron = Readonly<Record<Channel, number>>;

/**
 * The published versions of each cell type, numbered as there: figure 5a shows AB/PD 0 or 1 with LP 2 and
 * PY 0, figure 5b AB/PD 4 with LP 3 and PY 4.
 */
export const prinzNeurons: Readonly<Record<"AB_PD" | "LP" | "PY", readonly PrinzNeuron[]>> = {
  AB_PD: [
    neuron(400, 2.5, 6, 50, 10, 100, 0.01, 0),
    neuron(100, 2.5, 6, 50, 5, 100, 0.01, 0),
    neuron(200, 2.5, 4, 50, 5, 50, 0.01, 0),
    neuron(200, 5, 4, 40, 5, 125, 0.01, 0),
    neuron(300, 2.5, 2, 10, 5, 125, 0.01, 0),
  ],
  LP: [
    neuron(100, 0, 8, 40, 5, 75, 0.05, 0.02),
    neuron(100, 0, 6, 30, 5, 50, 0.05, 0.02),
    neuron(100, 0, 10, 50, 5, 100, 0, 0.03),
    neuron(100, 0, 4, 20, 0, 25, 0.05, 0.03),
    neuron(100, 0, 6, 30, 0, 50, 0.03, 0.02),
  ],
  PY: [
    neuron(100, 2.5, 2, 50, 0, 125, 0.05, 0.01),
    neuron(200, 7.5, 0, 50, 0, 75, 0.05, 0),
    neuron(200, 10, 0, 50, 0, 100, 0.03, 0),
    neuron(400, 2.5, 2, 50, 0, 75, 0.05, 0),
    neuron(500, 2.5, 2, 40, 0, 125, 0.01, 0.03),
    neuron(500, 2.5, 2, 40, 0, 125, 0, 0.02),
  ],
};

function neuron(...conductances: readonly number[]): PrinzNeuron {
  const named = channels.map((channel, i) => [channel, conductances[i]]);
  return Object.freeze(Object.fromEntries(named) as PrinzNeuron);
}
