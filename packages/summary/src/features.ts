import { assertLength } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";

/** Numbers in one flat row of `outputs`: the products of their shapes, summed; a scalar counts one. */
export function featureLength(outputs: readonly OutputSpec[]): number {
  return outputs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

/** Freezes a statistic of these features whose `compute` first checks the length of `out`. */
export function defineStatistic<F extends string>(
  features: readonly OutputSpec<F>[],
  compute: SummaryStatistic["compute"],
): SummaryStatistic<F> {
  const length = featureLength(features);
  return Object.freeze({
    features: Object.freeze([...features]),
    compute(observation: Float64Array, out: Float64Array) {
      assertLength(out, length, "out", "summary");
      compute(observation, out);
    },
  });
}
