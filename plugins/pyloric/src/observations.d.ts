/** Measured rhythms, in the form of the simulator's output: NaN where nothing was measured. */
import type { NamedObservation } from "@retrodict/spec";
/** Means over lobsters, and their standard deviations, as in Prinz et al. (2004), in the order of Gonçalves et al. (2020). */
export declare const lobsters: Readonly<{
  mean: number[];
  sd: number[];
}>;
export declare const observations: readonly NamedObservation[];
//# sourceMappingURL=observations.d.ts.map
