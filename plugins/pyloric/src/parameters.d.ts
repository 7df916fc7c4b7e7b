import type { Citation, ParameterSpec } from "@retrodict/spec";
/** The model neurons, in the order of the parameters, traces and statistics. */
export declare const neurons: readonly ["AB_PD", "LP", "PY"];
/**
 * The parameters in the order of `theta`: 24 membrane and 7 synaptic conductances, then the Q10s of none, of
 * the 10 conductances, or of these and the 5 rates. Bounds of Gonçalves et al. (2020) and Deistler et al. (2022).
 */
export declare const parameters: {
  readonly none: readonly ParameterSpec<string>[];
  readonly conductances: readonly ParameterSpec<string>[];
  readonly all: readonly ParameterSpec<string>[];
};
/** Which Q10s are parameters. */
export type Q10s = keyof typeof parameters;
/** Values of all parameters: what a shorter `theta` does not say stays as it is here. */
export declare const defaults: Float64Array<ArrayBuffer>;
export declare const citations: readonly Citation[];
//# sourceMappingURL=parameters.d.ts.map
