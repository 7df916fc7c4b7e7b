import { defineTask } from "./define-task.ts";
import { counted, numberedOutputs, numberedParameters } from "./fields.ts";
import { isotropicLogDensity } from "./isotropic.ts";
import { published } from "./observations/gaussian-linear-uniform.ts";

const DIM = 10;
const STD = Math.sqrt(0.1);

/** The same under a uniform prior on [−1, 1]¹⁰, whose edges cut the posterior N(x, 0.1 I). */
export const gaussianLinearUniformTask = defineTask({
  id: "gaussian-linear-uniform",
  description: "The mean of a Gaussian in ten dimensions, under a uniform prior.",
  parameters: numberedParameters(
    counted(DIM, (j) => `Mean of x_${j}.`),
    [-1, 1],
  ),
  outputs: numberedOutputs(counted(DIM, (j) => `Normal about theta_${j}.`)),
  runner: () => (rng, theta, out) => {
    for (let j = 0; j < DIM; j++) out[j] = theta[j] + STD * rng.normal();
  },
  logLikelihood: (theta, x) => isotropicLogDensity(x, theta, STD),
  published,
});

/** The simulator of the task: x ~ N(θ, 0.1 I) in ten dimensions. */
export const gaussianLinearUniform = gaussianLinearUniformTask.create;
