import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { defineStatistic } from "./features.ts";
import { centralMoments } from "./central-moments.ts";
import { spikeIndices, type SpikeOptions } from "./spike-indices.ts";

/** What can be asked of a spike train. */
export type SpikeFeature = "count" | "latency" | "meanInterval" | "intervalCv";

export interface SpikeFeaturesOptions extends SpikeOptions {
  /** Which features, in order; all four by default. */
  readonly features?: readonly SpikeFeature[];
  /** UCUM code of `dt`; `"ms"` by default. */
  readonly timeUnit?: string;
}

const FEATURES: Readonly<
  Record<
    SpikeFeature,
    {
      readonly name: string;
      readonly timed: boolean;
      readonly description: string;
      of(times: Float64Array, after: number): number;
    }
  >
> = {
  count: {
    name: "spike_count",
    timed: false,
    description: "Spikes in the window",
    of: (times) => times.length,
  },
  latency: {
    name: "spike_latency",
    timed: true,
    description: "Time from the start of the window to the first spike",
    of: (times, after) => (times.length > 0 ? times[0] - after : Number.NaN),
  },
  meanInterval: {
    name: "spike_mean_interval",
    timed: true,
    description: "Mean time between successive spikes",
    of: (times) => centralMoments(intervals(times)).mean,
  },
  intervalCv: {
    name: "spike_interval_cv",
    timed: false,
    description: "Population standard deviation of the intervals over their mean",
    of: (times) => {
      const { mean, m2 } = centralMoments(intervals(times));
      return Math.sqrt(m2) / mean;
    },
  },
};

/**
 * Features of the spikes of a voltage trace, as `spikeIndices` finds them. NaN where the trace is not
 * finite; latency is NaN without a spike, intervals with fewer than two.
 */
export function spikeFeatures(options: SpikeFeaturesOptions): SummaryStatistic {
  const { features = Object.keys(FEATURES) as SpikeFeature[], timeUnit = "ms" } = options;
  const { dt, after = 0 } = options;
  const specs = features.map((kind): OutputSpec => {
    const { name, timed, description } = FEATURES[kind];
    return { name, unit: timed ? timeUnit : "1", description, shape: [] };
  });
  return defineStatistic(specs, (trace, out) => {
    if (!trace.every(Number.isFinite)) {
      out.fill(Number.NaN);
      return;
    }
    const times = Float64Array.from(spikeIndices(trace, options), (i) => i * dt);
    features.forEach((kind, i) => {
      out[i] = FEATURES[kind].of(times, after);
    });
  });
}

function intervals(times: Float64Array): Float64Array {
  return times.subarray(1).map((time, i) => time - times[i]);
}
