/** What `explore` found, as `explore.json` of a run's folder keeps it: a section for each of its verbs. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "@retrodict/explore";
import type { Exploration } from "@retrodict/plot";
import type { FieldSpec, ParameterSpec } from "@retrodict/spec";
import { fail, oneLine } from "./fail.ts";
import { formatJson, readKept, readRows, type Kept } from "./numbers-in-json.ts";
import { runFiles } from "./run-files.ts";
import { readText } from "./table.ts";

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

/** The file with one section more, or anew. */
export function formatExploration(
  before: ExplorationRecord | undefined,
  section: Partial<Pick<ExplorationRecord, ExplorationVerb>>,
): string {
  const { map, path, conditional, sensitivity } = { ...before, ...section };
  // The same order of sections whatever was explored first.
  return formatJson({
    format: "retrodict-exploration",
    formatVersion: 1,
    map,
    path,
    conditional,
    sensitivity,
  });
}

/** What was kept in the folder of a run; undefined where nothing has been explored. */
export function readExploration(folder: string, name: string): ExplorationRecord | undefined {
  if (!existsSync(join(folder, runFiles.exploration))) return undefined;
  const source = `${name}/${runFiles.exploration}`;
  const text = readText(join(folder, runFiles.exploration), source, "RUN");
  try {
    const record = JSON.parse(text) as Partial<ExplorationRecord>;
    if (record.format === "retrodict-exploration" && record.formatVersion === 1)
      return record as ExplorationRecord;
  } catch (error) {
    return fail("data", `${source}: not valid JSON: ${oneLine(error)}; remove it`, error);
  }
  return fail("data", `${source}: not what explore found; remove it`);
}

/** The same for a report. */
export function explorationOf(
  { map, path, conditional, sensitivity }: ExplorationRecord,
  parameters: readonly ParameterSpec[],
): Exploration {
  return {
    ...(map && {
      map: {
        sentences: map.sentences,
        modes: map.modes.map(({ theta, logDensity, share }) => ({
          theta: readKept(theta),
          logDensity: logDensity ?? Number.NaN,
          share,
        })),
      },
    }),
    ...(path && { path: pathOf(path, parameters) }),
    ...(conditional && { conditional: conditionalOf(conditional, parameters) }),
    ...(sensitivity && { sensitivity: sensitivityOf(sensitivity, parameters) }),
  };
}

const pathOf = (
  { sentences, points, distance, logDensity, level, simulated }: PathRecord,
  parameters: readonly ParameterSpec[],
): Exploration["path"] => ({
  sentences,
  parameters,
  points: readRows(points, parameters.length),
  distance: readKept(distance),
  logDensity: readKept(logDensity),
  level: level ?? Number.NaN,
  ...(simulated && {
    simulated: { distance: readKept(simulated.distance), share: readKept(simulated.share) },
  }),
});

function conditionalOf(
  { sentences, parameters: names, marginal, conditional }: ConditionalRecord,
  parameters: readonly ParameterSpec[],
): Exploration["conditional"] {
  return {
    sentences,
    parameters: names.map((name) => parameters.find((one) => one.name === name)!),
    marginal: readRows(marginal, names.length),
    conditional: readRows(conditional, names.length),
  };
}

const sensitivityOf = (
  { sentences, features }: SensitivityRecord,
  parameters: readonly ParameterSpec[],
): Exploration["sensitivity"] => ({
  sentences,
  parameters,
  features: features.map(({ feature, regression, activeSubspace }) => ({
    feature,
    regression: {
      values: readKept(regression.coefficients),
      errors: readKept(regression.errors),
    },
    direction: {
      values: readKept(activeSubspace.direction),
      errors: readKept(activeSubspace.directionErrors),
    },
  })),
});
