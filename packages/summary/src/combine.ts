import { assert } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { defineStatistic, featureLength } from "./features.ts";

/**
 * The features of several statistics of one observation, in order.
 * Throws `RetrodictError` where two share a feature name.
 */
export function combine<F extends string>(
  ...statistics: readonly SummaryStatistic<F>[]
): SummaryStatistic<F> {
  const features: OutputSpec<F>[] = statistics.flatMap((statistic) => statistic.features);
  const names = features.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  assert(
    twice === undefined,
    "name",
    "summary",
    () => `expected feature names to differ, got "${twice}" twice; set the name option of one`,
  );
  const lengths = statistics.map((statistic) => featureLength(statistic.features));
  return defineStatistic(features, (observation, out) => {
    let offset = 0;
    statistics.forEach((statistic, i) => {
      const length = lengths[i];
      statistic.compute(observation, out.subarray(offset, offset + length));
      offset += length;
    });
  });
}
