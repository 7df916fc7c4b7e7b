import { box } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { snpe } from "@retrodict/snpe";
import type { EstimatorShape } from "@retrodict/spec";
import { benchedDensity } from "./estimators.ts";

const SIMULATIONS = 10_000;
const EPOCHS = 4;
const VALIDATION = 0.1;

/**
 * The whole training loop on 10 000 noisy observations of theta, ready to be repeated: epochs of shuffled
 * batches, each followed by a pass over the validation rows. Gives milliseconds per training step.
 */
export function training(settings: {
  estimator: string;
  theta: number;
  x: number;
  batch: number;
  kernels: string;
}): () => Promise<number> {
  const { theta: dim, x: observed, batch } = settings;
  const rng = stream("training");
  const prior = box(new Float64Array(dim).fill(-1), new Float64Array(dim).fill(1));
  const theta = prior.sample(rng, SIMULATIONS);
  const x = matrix(SIMULATIONS, observed);
  for (let i = 0; i < SIMULATIONS; i++) {
    for (let j = 0; j < observed; j++) {
      x.data[i * observed + j] = theta.data[i * dim + (j % dim)] + 0.3 * rng.normal();
    }
  }
  const estimator = (shape: EstimatorShape) =>
    benchedDensity(settings.estimator, shape, settings.kernels).estimator;
  const algorithm = snpe({ prior, estimator });
  const rounds = [{ theta, x, proposal: "prior" }] as const;
  const steps = EPOCHS * Math.floor((SIMULATIONS * (1 - VALIDATION)) / batch);
  return async () => {
    const { history } = await algorithm.fit(rng, rounds, {
      batchSize: batch,
      epochs: EPOCHS,
      patience: EPOCHS,
      validationFraction: VALIDATION,
    });
    return (history.seconds * 1000) / steps;
  };
}
