import type { Options, OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { experiment } from "./experiment.ts";

const features = [
  { name: "T_early", unit: "K", description: "Mean warming in the first 5 years.", shape: [] },
  { name: "T_decades", unit: "K", description: "Mean warming in years 6 to 30.", shape: [] },
  { name: "T_late", unit: "K", description: "Mean warming in the last half.", shape: [] },
  {
    name: "T_trend",
    unit: "K/a",
    description: "Slope of the warming in the last half.",
    shape: [],
  },
  {
    name: "T_roughness",
    unit: "K",
    description: "Standard deviation of the yearly change of temperature in the last half.",
    shape: [],
  },
  {
    name: "N_intercept",
    unit: "W/m2",
    description: "Imbalance without warming, by regression on temperature (Gregory et al. 2004).",
    shape: [],
  },
  {
    name: "N_slope",
    unit: "W/m2/K",
    description: "Slope of that regression.",
    shape: [],
  },
  {
    name: "N_spread",
    unit: "W/m2",
    description: "Standard deviation of the imbalance around that regression.",
    shape: [],
  },
] as const satisfies readonly OutputSpec[];

/** What inference conditions on: how fast and how far the surface warms, and how the imbalance falls as it does. */
export function twoBoxSummary(given: Options = {}): SummaryStatistic {
  const { years } = experiment(given);
  const half = Math.floor(years / 2);
  const time = Float64Array.from({ length: years }, (_, year) => year);
  return Object.freeze({
    features,
    compute(raw: Float64Array, out: Float64Array) {
      if (raw.length !== 2 * years || out.length !== features.length)
        throw new Error(`climate: expected ${2 * years} numbers and ${features.length} features`);
      const temperature = raw.subarray(0, years);
      const imbalance = raw.subarray(years);
      const late = temperature.subarray(half);
      const changes = late.subarray(1).map((value, i) => value - late[i]);
      const trend = regression(time.subarray(half), late);
      const gregory = regression(temperature, imbalance);
      out[0] = mean(temperature.subarray(0, 5));
      out[1] = mean(temperature.subarray(5, 30));
      out[2] = mean(late);
      out[3] = trend.slope;
      out[4] = Math.sqrt(mean(changes.map((change) => change ** 2)));
      out[5] = gregory.intercept;
      out[6] = gregory.slope;
      out[7] = gregory.spread;
    },
  });
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ordinary least squares of y on x; NaN where x does not vary. */
function regression(x: Float64Array, y: Float64Array) {
  const [meanX, meanY] = [mean(x), mean(y)];
  const variance = mean(x.map((value) => (value - meanX) ** 2));
  const slope = mean(x.map((value, i) => (value - meanX) * (y[i] - meanY))) / variance;
  const intercept = meanY - slope * meanX;
  const spread = Math.sqrt(mean(y.map((value, i) => (value - intercept - slope * x[i]) ** 2)));
  return variance > 0
    ? { slope, intercept, spread }
    : { slope: Number.NaN, intercept: Number.NaN, spread: Number.NaN };
}
