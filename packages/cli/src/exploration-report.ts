import type { Exploration } from "@retrodict/plot";
import type { ParameterSpec } from "@retrodict/spec";
import type {
  ConditionalRecord,
  ExplorationRecord,
  PathRecord,
  SensitivityRecord,
} from "./exploration-record.ts";
import { readKept, readRows } from "./numbers-in-json.ts";

/** What `explore` found, for the report of its run. */
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
