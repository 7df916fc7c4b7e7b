import type { OutputSpec } from "@retrodict/spec";

/** Bands of the power spectrum, Hz. */
export const bands = [
  [4, 16],
  [16, 40],
  [40, 80],
  [80, 160],
  [160, 320],
  [320, 500],
] as const;

const populations = [
  ["E", "excitatory"],
  ["I", "inhibitory"],
] as const;

type PopulationStatistic =
  | "rate"
  | "rate_sd"
  | "silent"
  | "cv_isi"
  | "cv2"
  | "lv"
  | "fano"
  | "correlation";

export type StatisticName =
  | `${PopulationStatistic}_${"E" | "I"}`
  | "population_fano"
  | "synchrony"
  | "peak_frequency"
  | `log_power_${number}_${number}`;

/** Both populations' statistics, in the order of output. */
export const outputs: readonly OutputSpec<StatisticName>[] = [
  ...populations.flatMap(([suffix, kind]) => populationOutputs(suffix, kind)),
  {
    name: "population_fano",
    unit: "1",
    description: "Variance over mean of all neurons' spikes per ms.",
    shape: [],
  },
  {
    name: "synchrony",
    unit: "1",
    description:
      "Golomb's χ²: variance in time of the mean voltage over the mean of the neurons' variances.",
    symbol: "χ²",
    shape: [],
  },
  {
    name: "peak_frequency",
    unit: "Hz",
    description: "Frequency at which the population's rate has the most power.",
    symbol: "f peak",
    shape: [],
  },
  ...bands.map(([low, high]): OutputSpec<StatisticName> => ({
    name: `log_power_${low}_${high}`,
    unit: "1",
    description: `Decimal logarithm of the power of the population's rate from ${low} to ${high} Hz, over that of independent Poisson processes.`,
    symbol: `log P ${low}–${high} Hz`,
    shape: [],
  })),
];

function populationOutputs(suffix: "E" | "I", kind: string): OutputSpec<StatisticName>[] {
  const scalar = (name: PopulationStatistic, unit: string, description: string) =>
    ({ name: `${name}_${suffix}`, unit, description, shape: [] }) as const;
  return [
    scalar("rate", "Hz", `Mean rate of ${kind} neurons.`),
    scalar("rate_sd", "Hz", `Standard deviation of rates over ${kind} neurons.`),
    scalar("silent", "1", `Fraction of ${kind} neurons that never spiked.`),
    scalar(
      "cv_isi",
      "1",
      `Coefficient of variation of interspike intervals, mean over ${kind} neurons with five spikes or more.`,
    ),
    scalar("cv2", "1", `Local coefficient of variation CV2, mean over the same ${kind} neurons.`),
    scalar("lv", "1", `Local variation LV, mean over the same ${kind} neurons.`),
    scalar(
      "fano",
      "1",
      `Variance over mean of spikes per 100 ms, mean over ${kind} neurons that spiked.`,
    ),
    scalar(
      "correlation",
      "1",
      `Mean correlation of spikes per 5 ms, over pairs of up to 1000 ${kind} neurons.`,
    ),
  ];
}
