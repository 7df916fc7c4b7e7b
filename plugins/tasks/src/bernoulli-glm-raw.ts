import {
  BINS,
  design,
  origin,
  parameters,
  prior,
  simulateSpikes,
  spikeLogLikelihood,
  spikeStatistics,
} from "./bernoulli-model.ts";
import { defineTask } from "./define-task.ts";
import { published } from "./observations/bernoulli-glm-raw.ts";

/** The model's spikes themselves; its posterior is that of their sufficient statistics. */
export const bernoulliGlmRawTask = defineTask({
  id: "bernoulli-glm-raw",
  description: "Spikes of a neuron driven by white noise through a filter, bin by bin.",
  parameters,
  outputs: [
    {
      name: "spikes",
      unit: "1",
      description: "Whether there is a spike in each bin.",
      shape: [BINS],
      axis: { name: "bin", unit: "1", start: 0, step: 1 },
    },
  ],
  prior,
  runner: () => simulateSpikes,
  logLikelihood(theta, x) {
    const statistics = new Float64Array(design.cols);
    spikeStatistics(x, statistics);
    return spikeLogLikelihood(theta, statistics);
  },
  published,
  origin,
});

/** The simulator of the task: a 0 or 1 per bin. */
export const bernoulliGlmRaw = bernoulliGlmRawTask.create;
