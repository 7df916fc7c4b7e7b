import { configuredStatistic } from "@retrodict/simulate";
import type { SimulatorEntry } from "@retrodict/spec";
import type { Experiment } from "./experiment.ts";
import { fail } from "./fail.ts";
import { flatFields } from "./feature-names.ts";

/**
 * The observation that inference conditions on: the chosen features of an experiment's data. Throws
 * where the data lack one, or where one is not finite.
 */
export function observedFeatures(
  entry: SimulatorEntry,
  { options, raw, statistics, source = "observation" }: Experiment,
  features: readonly string[],
): Float64Array {
  const statistic = configuredStatistic(entry, { options, features });
  const names = flatFields(statistic.features).map(({ name }) => name);
  const all = flatFields(configuredStatistic(entry, { options }).features).map(({ name }) => name);
  const values = statistics?.(names, all) ?? new Float64Array(names.length);
  if (raw !== undefined) statistic.compute(raw, values);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    fail(
      "data",
      `${source}: the observed ${names[bad]} is ${values[bad]}; correct the data, or leave it out with --features`,
    );
  return values;
}
