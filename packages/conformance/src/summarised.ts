import type { SummaryStatistic } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { view, viewOf, type View } from "./view.ts";

/** Features of one raw output, which is copied first: a broken statistic must not spoil it for others. */
export interface Summarised extends View {
  /** The copy as the statistic left it. */
  readonly raw: Float64Array;
}

export function summarise(statistic: SummaryStatistic, output: Float64Array): Summarised {
  const out = view(featureLength(statistic.features));
  const raw = viewOf(output);
  statistic.compute(raw, out.row);
  return { ...out, raw };
}
