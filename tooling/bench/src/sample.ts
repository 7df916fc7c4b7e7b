import { stream } from "@retrodict/random";
import { machinePeaks } from "./machine-peaks.ts";
import { benchedDensity } from "./estimators.ts";
import { measure, rounded } from "./measure.ts";
import type { Benchmark } from "./types.ts";

/** Draws from a flow conditioned on one observation, its weights as initialised. */
export const sample: Benchmark<{
  estimator: string;
  theta: number;
  x: number;
  samples: number;
  kernels: string;
  repeats: number;
}> = {
  summary: "draws from a conditioned estimator",
  defaults: { estimator: "maf", theta: 10, x: 10, samples: 10_000, kernels: "auto", repeats: 20 },
  run({ repeats, ...settings }) {
    const { draw, kernels } = sampling(settings);
    const { min, median } = measure(draw, repeats);
    return {
      ms: rounded(min),
      msMedian: rounded(median),
      samplesPerSecond: rounded((settings.samples / min) * 1000),
      kernels,
      ...machinePeaks(kernels),
    };
  },
};

/** A draw ready to be repeated. */
export function sampling(settings: {
  estimator: string;
  theta: number;
  x: number;
  samples: number;
  kernels: string;
}): { draw: () => void; kernels: string } {
  const shape = { targetDim: settings.theta, contextDim: settings.x };
  const { estimator, kernels } = benchedDensity(settings.estimator, shape, settings.kernels);
  const rng = stream("sample");
  const context = new Float64Array(settings.x);
  const distribution = estimator.condition(estimator.init(rng), context);
  return { draw: () => void distribution.sample(rng, settings.samples), kernels };
}
