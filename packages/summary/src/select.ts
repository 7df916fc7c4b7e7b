import { assert } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { defineStatistic, featureLength } from "./features.ts";

/**
 * Some features of a statistic, by name or index, in the order asked for.
 * Throws `RetrodictError` on a feature the statistic does not have.
 */
export function select<F extends string>(
  statistic: SummaryStatistic<F>,
  features: readonly (F | number)[],
): SummaryStatistic<F> {
  const chosen = features.map((key) => locate(statistic.features, key));
  const all = new Float64Array(featureLength(statistic.features));
  return defineStatistic(
    chosen.map(({ feature }) => feature),
    (observation, out) => {
      statistic.compute(observation, all);
      let offset = 0;
      for (const { start, length } of chosen) {
        for (let i = 0; i < length; i++) out[offset++] = all[start + i];
      }
    },
  );
}

function locate<F extends string>(features: readonly OutputSpec<F>[], key: F | number) {
  const index = typeof key === "number" ? key : features.findIndex(({ name }) => name === key);
  const feature = features[index];
  assert(
    feature !== undefined,
    "name",
    "summary",
    () =>
      `expected a feature among ${features.map(({ name }) => name).join(", ")}, got ${JSON.stringify(key)}; pass one of those names or an index from 0`,
  );
  return {
    feature,
    start: featureLength(features.slice(0, index)),
    length: featureLength([feature]),
  };
}
