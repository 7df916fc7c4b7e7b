import { type PyloricSummaryOptions, type StopEarly } from "./statistics/index.ts";
/** Settings of the experiment and of how it is computed, by the names of `pyloricOptions`. */
export type PyloricOptions = {
  readonly [Name in keyof Protocol]?: Protocol[Name];
};
/** Every option, checked. */
export interface Protocol {
  readonly duration: number;
  readonly "burn-in": number;
  readonly "time-step": number;
  readonly temperature: number;
  readonly noise: number;
  readonly energies: boolean;
  readonly statistics: NonNullable<PyloricSummaryOptions["statistics"]>;
  readonly "stop-early": StopEarly;
  readonly gates: "tables" | "formulas";
  readonly "noise-stream": "splitmix" | "numpy";
}
export declare const pyloricOptions: readonly [
  {
    readonly name: "duration";
    readonly unit: "ms";
    readonly type: "number";
    readonly default: 11000;
    readonly description: "Simulated time.";
  },
  {
    readonly name: "burn-in";
    readonly unit: "ms";
    readonly type: "number";
    readonly default: 1000;
    readonly description: "Time at the start that the statistics leave out.";
  },
  {
    readonly name: "time-step";
    readonly unit: "ms";
    readonly type: "number";
    readonly default: 0.025;
    readonly description: "Time between samples. The noise is per sample, so it changes with it.";
  },
  {
    readonly name: "temperature";
    readonly unit: "K";
    readonly type: "number";
    readonly default: 283;
    readonly description: "Temperature. Conductances and rates are those of 283 K, times their Q10s.";
  },
  {
    readonly name: "noise";
    readonly unit: "uA";
    readonly type: "number";
    readonly default: 0.001;
    readonly description: "Standard deviation of the current injected into each neuron at each sample.";
  },
  {
    readonly name: "energies";
    readonly unit: "1";
    readonly type: "boolean";
    readonly default: true;
    readonly description: "Whether the nine statistics of energy are computed.";
  },
  {
    readonly name: "statistics";
    readonly unit: "1";
    readonly type: "string";
    readonly default: "pnas";
    readonly choices: readonly ["all", "pnas", "prinz", "elife"];
    readonly description: "Those to condition on: all, the 18 of the PNAS paper, the 15 of Prinz et al., or the 18 as the eLife paper orders them.";
  },
  {
    readonly name: "stop-early";
    readonly unit: "1";
    readonly type: "string";
    readonly default: "provable";
    readonly choices: readonly ["provable", "none", "fast"];
    readonly description: "When to give a run up: once it provably cannot become triphasic, never, or also if a neuron had no burst within 3 s, which loses some valid runs.";
  },
  {
    readonly name: "gates";
    readonly unit: "1";
    readonly type: "string";
    readonly default: "tables";
    readonly choices: readonly ["tables", "formulas"];
    readonly description: "Whether gating functions are looked up or computed at every step.";
  },
  {
    readonly name: "noise-stream";
    readonly unit: "1";
    readonly type: "string";
    readonly default: "splitmix";
    readonly choices: readonly ["splitmix", "numpy"];
    readonly description: "Where the noise comes from: fast normals, or those of numpy's RandomState.";
  },
];
/** Throws on an option that is unknown or describes no experiment. */
export declare function resolveProtocol(options?: PyloricOptions): Protocol;
/** Samples of a run; the first is its start. */
export declare function samplesOf(protocol: Protocol): number;
//# sourceMappingURL=protocol.d.ts.map
