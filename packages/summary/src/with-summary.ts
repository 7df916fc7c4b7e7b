import { assertLength } from "@retrodict/check";
import type { Rng, Simulator, SummaryStatistic } from "@retrodict/spec";
import { featureLength } from "./features.ts";

/**
 * The simulator whose output is `statistic` of the raw output; its id stays, its outputs become the
 * features. One raw row is kept as scratch, so nothing is allocated per run. Throws `RetrodictError`
 * on a wrong `out` length, and where the statistic refuses the raw output's length.
 */
export function withSummary<P extends string, F extends string>(
  simulator: Simulator<P>,
  statistic: SummaryStatistic<F>,
): Simulator<P, F> {
  const raw = new Float64Array(featureLength(simulator.info.outputs));
  const length = featureLength(statistic.features);
  return Object.freeze({
    info: Object.freeze({ ...simulator.info, outputs: statistic.features }),
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(out, length, "out", "summary");
      raw.fill(Number.NaN);
      const reason = simulator.simulate(rng, theta, raw);
      statistic.compute(raw, out);
      return reason;
    },
  });
}
