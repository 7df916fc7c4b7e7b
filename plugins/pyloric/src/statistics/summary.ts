import { assert, assertLength } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { defineStatistic } from "@retrodict/summary";
import { elifeOrder, toElifeOrder } from "./elife-order.ts";
import { statistics, type StatisticName } from "./outputs.ts";

/** Published choices of statistics: all there are, the first 18 or 15, or 18 as the eLife paper lists them. */
export const statisticSets = ["all", "pnas", "prinz", "elife"] as const;

export interface PyloricSummaryOptions {
  /** Which to condition on; `"pnas"` by default. */
  readonly statistics?: (typeof statisticSets)[number];
  /** Whether the simulator's output has the statistics of energy; true by default. */
  readonly energies?: boolean;
}

type FeatureName = StatisticName | "start_to_start_AB_PD_PY";

const fromPacemaker: OutputSpec<FeatureName> = Object.freeze({
  name: "start_to_start_AB_PD_PY",
  unit: "ms",
  description: "Mean delay from AB/PD's start to PY's.",
  shape: [],
});

const PNAS = 18;
const PRINZ = 15;

/**
 * A published choice of the statistics a run gives:
 * `"pnas"` the 18 Deistler et al. (2022) condition on, `"prinz"` the first 15 of these, without plateaus,
 * `"elife"` the 18 in the order of Gonçalves et al. (2020), PY's start measured from AB/PD's start.
 * Throws `RetrodictError` on any other choice.
 */
export function pyloricSummary({
  statistics: set = "pnas",
  energies = true,
}: PyloricSummaryOptions = {}): SummaryStatistic<FeatureName> {
  assert(
    statisticSets.includes(set),
    "argument",
    "pyloric",
    () =>
      `expected statistics to be ${statisticSets.join(" or ")}, got ${set}; choose one of these`,
  );
  const features: readonly OutputSpec<FeatureName>[] = statistics(energies);
  const length = { all: features.length, pnas: PNAS, prinz: PRINZ, elife: PNAS }[set];
  const chosen =
    set === "elife"
      ? elifeOrder.map((i) =>
          features[i].name === "start_to_start_LP_PY" ? fromPacemaker : features[i],
        )
      : features.slice(0, length);
  return defineStatistic(chosen, (values, out) => {
    assertLength(values, features.length, "observation", "pyloric");
    const first = values.subarray(0, length);
    out.set(set === "elife" ? toElifeOrder(first) : first);
  });
}
