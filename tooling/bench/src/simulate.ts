import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { featureLength } from "@retrodict/summary";
import { machinePeaks } from "./machine-peaks.ts";
import { measure, rounded } from "./measure.ts";
import { benchedSimulator } from "./plugins.ts";
import type { Options } from "@retrodict/spec";
import type { Benchmark } from "./types.ts";

/** One simulation and its summary statistics, in process, going round a set of prior draws. */
export const simulate: Benchmark<{
  plugin: string;
  options: string;
  draws: number;
  repeats: number;
}> = {
  summary: "one simulation of a plugin, and its summary statistics",
  defaults: { plugin: "hodgkin-huxley", options: "{}", draws: 50, repeats: 30 },
  run({ plugin, options, draws, repeats }) {
    const { simulation, summarising } = simulating(plugin, draws, JSON.parse(options) as Options);
    const raw = measure(simulation, repeats);
    const summary = measure(summarising, repeats);
    return {
      msPerSimulation: rounded(raw.min),
      msPerSimulationMedian: rounded(raw.median),
      msPerSummary: rounded(summary.min),
      msPerSummaryMedian: rounded(summary.median),
      ...machinePeaks("baseline"),
    };
  },
};

/** A simulation, and the summary of the last one, ready to be repeated. */
export function simulating(plugin: string, draws: number, options: Options = {}) {
  const { entry } = benchedSimulator(plugin);
  const simulator = entry.create(options);
  const rng = stream("simulate");
  const theta = priorFrom(entry.info).sample(rng, draws);
  const raw = new Float64Array(featureLength(simulator.info.outputs));
  const statistic = entry.summary?.(options);
  const features = new Float64Array(featureLength(statistic?.features ?? []));
  let next = 0;
  return {
    simulation() {
      const row = next++ % draws;
      const values = theta.data.subarray(row * theta.cols, (row + 1) * theta.cols);
      simulator.simulate(rng.fork(row), values, raw);
    },
    summarising: () => statistic?.compute(raw, features),
  };
}
