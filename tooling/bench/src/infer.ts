import { maf } from "@retrodict/maf";
import { infer as inferPosterior } from "retrodict";
import { featureLength } from "@retrodict/summary";
import { machinePeaks } from "./machine-peaks.ts";
import { benchedEngine } from "./engine.ts";
import { rounded } from "./measure.ts";
import { benchedSimulator } from "./plugins.ts";
import type { Benchmark } from "./types.ts";

/** From a plugin's first named observation to posterior draws, in one process, once. */
export const infer: Benchmark<{
  plugin: string;
  simulations: number;
  samples: number;
  seed: number;
  kernels: string;
}> = {
  summary: "a whole inference: simulate, train, sample",
  defaults: {
    plugin: "hodgkin-huxley",
    simulations: 10_000,
    samples: 10_000,
    seed: 1,
    kernels: "auto",
  },
  async run({ plugin, simulations, samples, seed, kernels }) {
    const { entry } = benchedSimulator(plugin);
    const { options, raw } = entry.observations![0].load();
    const statistic = entry.summary!(options);
    const observed = new Float64Array(featureLength(statistic.features));
    statistic.compute(raw, observed);
    const { engine, build } = benchedEngine(kernels);
    const { fit, timings } = await inferPosterior(entry, observed, {
      simulations,
      samples,
      seed,
      estimator: maf({ engine }),
    });
    const { bestValidation, train } = fit.history;
    return {
      simulateSeconds: rounded(timings.simulateSeconds),
      trainSeconds: rounded(timings.trainSeconds),
      sampleSeconds: rounded(timings.sampleSeconds),
      epochs: train.length,
      logProbHeldOut: rounded(-bestValidation),
      kernels: build,
      ...machinePeaks(build),
    };
  },
};
