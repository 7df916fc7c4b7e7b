import {
  BINS,
  LAGS,
  origin,
  parameters,
  prior,
  simulateSpikes,
  spikeLogLikelihood,
  spikeStatistics,
} from "./bernoulli-model.ts";
import { defineTask } from "./define-task.ts";
import { counted } from "./fields.ts";
import { published } from "./observations/bernoulli-glm.ts";

/** The model reduced to its ten sufficient statistics. */
export const bernoulliGlmTask = defineTask({
  id: "bernoulli-glm",
  description:
    "Spikes of a neuron driven by white noise through a filter: their number and the stimulus before them.",
  parameters,
  outputs: [
    { name: "spike_count", unit: "1", description: "Number of spikes.", shape: [] },
    ...counted(LAGS, (k) => `Sum of the stimulus ${k - 1} bins before each spike.`).map(
      (description, k) => ({ name: `sta_${k + 1}`, unit: "1", description, shape: [] }),
    ),
  ],
  prior,
  runner() {
    const spikes = new Float64Array(BINS);
    return (rng, theta, out) => {
      simulateSpikes(rng, theta, spikes);
      spikeStatistics(spikes, out);
    };
  },
  logLikelihood: spikeLogLikelihood,
  published,
  origin,
});

/** The simulator of the task: spike count and spike-triggered sums of the stimulus. */
export const bernoulliGlm = bernoulliGlmTask.create;
