/** The model neurons of the networks of Prinz, Bucher & Marder (Nat. Neurosci. 7, 2004), as data. */
/** The channels of a neuron, in the order of the parameters. */
export declare const channels: readonly ["Na", "CaT", "CaS", "A", "KCa", "Kd", "H", "leak"];
export type Channel = (typeof channels)[number];
/** Maximal conductances of one neuron, mS/cm2. */
export type PrinzNeuron = Readonly<Record<Channel, number>>;
/**
 * The published versions of each cell type, numbered as there: figure 5a shows AB/PD 0 or 1 with LP 2 and
 * PY 0, figure 5b AB/PD 4 with LP 3 and PY 4.
 */
export declare const prinzNeurons: Readonly<Record<"AB_PD" | "LP" | "PY", readonly PrinzNeuron[]>>;
//# sourceMappingURL=prinz-neurons.d.ts.map
