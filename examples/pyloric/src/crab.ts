/** The network, what was recorded of a crab, and the prior: what every stage of the study is about. */
import { plugin } from "@retrodict/pyloric";
import { configuredStatistic } from "@retrodict/simulate";
import { workerPool, type WorkerPool } from "@retrodict/simulate/pool";
import { priorFrom, type Matrix, type Options } from "retrodict";

const [network] = plugin.simulators;

export const { parameters } = network.info;
export const prior = priorFrom(parameters);

/** What the posterior is conditioned on: 18 statistics, without the energies, which cost time. */
const rhythm = { energies: false, statistics: "pnas" };
export const { features } = configuredStatistic(network, { options: rhythm });

/** The rhythm of preparation 845_082, one number per feature. */
export const observed = observedCrab();

function observedCrab(): Float64Array {
  const { raw } = network.observations!.find(({ name }) => name === "crab")!.load();
  const out = new Float64Array(features.length);
  configuredStatistic(network, { options: { statistics: "pnas" } }).compute(raw, out);
  return out;
}

/** All 34 statistics. */
const everything = { statistics: "all" };
export const statistics = configuredStatistic(network, { options: everything }).features;
export const placeOf = (name: string): number =>
  statistics.findIndex((statistic) => statistic.name === name);

const pool = (simulator: string, options: Options, workers: number): Promise<WorkerPool> =>
  workerPool({ module: import.meta.resolve("@retrodict/pyloric"), simulator, options, workers });

/** Simulates the features that the posterior is conditioned on. */
export const rhythmPool = (workers: number) => pool("pyloric", rhythm, workers);

/** Simulates all statistics, at 283 K. */
export const networkPool = (workers: number) => pool("pyloric", everything, workers);

/** Simulates all statistics at a temperature in K, the ten Q10s of conductances being parameters too. */
export const warmPool = (temperature: number, workers: number) =>
  pool("pyloric-q10", { ...everything, temperature }, workers);

export const warmParameters = plugin.simulators[1].info.parameters;

/** Standard deviations of the uniform prior. */
export const priorStds = Float64Array.from(
  parameters,
  ({ bounds: [lower, upper] }) => (upper - lower) / Math.sqrt(12),
);

/** Whether each row has all its statistics. */
export const isValid = ({ rows, cols, data }: Matrix): readonly boolean[] =>
  Array.from({ length: rows }, (_, i) =>
    data.subarray(i * cols, (i + 1) * cols).every(Number.isFinite),
  );
