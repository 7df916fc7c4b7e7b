import { assertLength } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { centralMoments, defineStatistic, spikeIndices } from "@retrodict/summary";
import { resolveProtocol, type HodgkinHuxleyOptions, type Protocol } from "./protocol.ts";

/** What inference conditions on: how often the neuron spikes, its voltage at rest and under the stimulus. */
export const features = [
  {
    name: "spike_count",
    unit: "1",
    description: "Number of spikes during the stimulus.",
    symbol: "spikes",
    shape: [],
  },
  {
    name: "rest_mean",
    unit: "mV",
    description: "Mean voltage before the stimulus.",
    symbol: "mean V rest",
    shape: [],
  },
  {
    name: "rest_std",
    unit: "mV",
    description:
      "Standard deviation of the voltage in the last tenth of the time before the stimulus.",
    symbol: "std V rest",
    shape: [],
  },
  {
    name: "stimulus_mean",
    unit: "mV",
    description: "Mean voltage during the stimulus.",
    symbol: "mean V",
    shape: [],
  },
  {
    name: "stimulus_variance",
    unit: "mV2",
    description: "Variance of the voltage during the stimulus.",
    symbol: "var V",
    shape: [],
  },
  {
    name: "stimulus_skewness",
    unit: "1",
    description: "Skewness of the voltage during the stimulus.",
    symbol: "skew V",
    shape: [],
  },
  {
    name: "stimulus_kurtosis",
    unit: "1",
    description: "Kurtosis (3 for a normal distribution) of the voltage during the stimulus.",
    symbol: "kurt V",
    shape: [],
  },
] as const satisfies readonly OutputSpec[];

type FeatureName = (typeof features)[number]["name"];

/**
 * The seven statistics of Gonçalves et al. (2020) of a voltage trace sampled as the protocol says.
 * Moments are of the population; skewness and kurtosis are NaN where the voltage is constant.
 */
export function hodgkinHuxleySummary(
  options: HodgkinHuxleyOptions = {},
): SummaryStatistic<FeatureName> {
  const protocol = resolveProtocol(options);
  const { current, dt } = protocol;
  const [after, before] = protocol.stimulus;
  const windows = windowsOf(protocol);
  return defineStatistic<FeatureName>(features, (voltage, out) => {
    assertLength(voltage, current.length, "voltage", "hodgkin-huxley");
    const lateRest = centralMoments(voltage, ...windows.lateRest);
    const { mean, m2, m3, m4 } = centralMoments(voltage, ...windows.stimulus);
    out[0] = spikeIndices(voltage, { dt, after, before }).length;
    out[1] = centralMoments(voltage, ...windows.rest).mean;
    out[2] = Math.sqrt(lateRest.m2);
    out[3] = mean;
    out[4] = m2;
    out[5] = m3 / m2 ** 1.5;
    out[6] = m4 / m2 ** 2;
  });
}

/**
 * Samples (from, up to but not including) before the stimulus, in the last tenth of that time, and
 * strictly inside the stimulus. An edge within a millionth of a sample of the grid is on it.
 */
function windowsOf({ dt, stimulus }: Protocol) {
  const tolerance = 1e-6;
  const floor = (time: number) => Math.floor(time / dt + tolerance);
  const ceil = (time: number) => Math.ceil(time / dt - tolerance);
  const [start, end] = stimulus;
  return {
    rest: [0, ceil(start)],
    lateRest: [floor(0.9 * start), Math.max(floor(start), floor(0.9 * start) + 1)],
    stimulus: [floor(start) + 1, ceil(end)],
  } as const;
}
