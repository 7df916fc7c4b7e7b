import { stream } from "@retrodict/random";
import { machinePeaks } from "./machine-peaks.ts";
import { benchedDensity } from "./estimators.ts";
import { measure, rounded } from "./measure.ts";
import type { Benchmark } from "./types.ts";

/** Log-densities of an estimator conditioned on one observation, its weights as initialised. */
export const logDensity: Benchmark<{
  estimator: string;
  theta: number;
  x: number;
  samples: number;
  kernels: string;
  repeats: number;
}> = {
  summary: "log-densities of a conditioned estimator",
  defaults: { estimator: "maf", theta: 10, x: 10, samples: 10_000, kernels: "auto", repeats: 20 },
  run({ repeats, ...settings }) {
    const { evaluate, kernels } = evaluating(settings);
    const { min, median } = measure(evaluate, repeats);
    return { ms: rounded(min), msMedian: rounded(median), kernels, ...machinePeaks(kernels) };
  },
};

/** An evaluation ready to be repeated. */
export function evaluating(settings: {
  estimator: string;
  theta: number;
  x: number;
  samples: number;
  kernels: string;
}): { evaluate: () => void; kernels: string } {
  const shape = { targetDim: settings.theta, contextDim: settings.x };
  const { estimator, kernels } = benchedDensity(settings.estimator, shape, settings.kernels);
  const rng = stream("log-density");
  const distribution = estimator.condition(estimator.init(rng), new Float64Array(settings.x));
  const draws = distribution.sample(rng, settings.samples);
  return { evaluate: () => void distribution.logDensity(draws), kernels };
}
