/** What `explore` found, as `explore.json` of a run's folder keeps it: a section for each of its verbs. */
import type { Verdict } from "@retrodict/explore";
import type { FieldSpec } from "@retrodict/spec";
import type { Kept } from "./numbers-in-json.ts";

export interface ExplorationRecord {
  readonly format: "retrodict-exploration";
  readonly formatVersion: 1;
  readonly map?: MapRecord;
  readonly path?: PathRecord;
  readonly conditional?: ConditionalRecord;
  readonly sensitivity?: SensitivityRecord;
}

export type ExplorationVerb = "map" | "path" | "conditional" | "sensitivity";

interface Section {
  readonly seed: number;
  /** What was found, in words. */
  readonly sentences: readonly string[];
}

export interface MapRecord extends Section {
  readonly verdict: Verdict<string>;
  /** Highest first. */
  readonly modes: readonly ModeRecord[];
}

export interface ModeRecord {
  readonly theta: readonly Kept[];
  readonly logDensity: Kept;
  /** Share of the climbs that ended there. */
  readonly share: number;
  readonly converged: boolean;
  /** Parameters that are on an edge of the prior. */
  readonly atEdge: readonly string[];
}

export interface PathRecord extends Section {
  /** Rows of `samples.csv`, the first below the header being 1. */
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict<string>;
  readonly points: readonly (readonly Kept[])[];
  readonly distance: readonly Kept[];
  readonly logDensity: readonly Kept[];
  readonly level: Kept;
  readonly lowest: { readonly theta: readonly Kept[]; readonly logDensity: Kept };
  /** Simulations at some of the points, and the share of them that resemble the observation. */
  readonly simulated?: {
    readonly verdict: Verdict<string>;
    readonly repeats: number;
    readonly distance: readonly Kept[];
    readonly share: readonly Kept[];
  };
}

export interface ConditionalRecord extends Section {
  /** Posterior draws that the other parameters were fixed to. */
  readonly draws: number;
  readonly parameters: readonly string[];
  readonly marginal: readonly (readonly Kept[])[];
  /** Mean over the draws. */
  readonly conditional: readonly (readonly Kept[])[];
  /** Standard deviation over the draws. */
  readonly deviation: readonly (readonly Kept[])[];
}

export interface SensitivityRecord extends Section {
  readonly simulations: number;
  readonly features: readonly FeatureSensitivityRecord[];
}

/** See `regressionSensitivity` and `activeSubspace` of `@retrodict/explore`. */
export interface FeatureSensitivityRecord {
  readonly feature: FieldSpec;
  readonly regression: {
    readonly coefficients: readonly Kept[];
    readonly errors: readonly Kept[];
    readonly rSquared: Kept;
  };
  readonly activeSubspace: {
    readonly eigenvalues: readonly Kept[];
    readonly eigenvalueErrors: readonly Kept[];
    /** The first direction. */
    readonly direction: readonly Kept[];
    readonly directionErrors: readonly Kept[];
    /** Of the network whose gradients it is made of, on simulations held out. */
    readonly rSquared: Kept;
  };
}
