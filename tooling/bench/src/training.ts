import { box } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { snpe } from "@retrodict/snpe";
import { benchedEngine } from "./engine.ts";

const SIMULATIONS = 10_000;
const EPOCHS = 4;
const VALIDATION = 0.1;

/**
 * The whole training loop on 10 000 noisy observations of theta, ready to be repeated: epochs of shuffled
 * batches, each followed by a pass over the validation rows. Gives milliseconds per training step.
 */
export function training(settings: {
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
  const { engine } = benchedEngine(settings.kernels);
  const algorithm = snpe({ prior, estimator: maf({ engine }) });
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
