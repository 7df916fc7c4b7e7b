/** What the linear Gaussian tasks share: all but the prior. */
import type { TaskDefinition } from "./define-task.ts";
import { counted, numberedOutputs, numberedParameters } from "./fields.ts";
import { isotropicLogDensity } from "./isotropic.ts";

export const DIM = 10;
/** Standard deviation of the noise: the published scale of 0.1 is its variance. */
export const STD = Math.sqrt(0.1);

/** The mean of a Gaussian: x ~ N(θ, 0.1 I). */
export const model: Pick<TaskDefinition, "parameters" | "outputs" | "runner" | "logLikelihood"> = {
  parameters: numberedParameters(
    counted(DIM, (j) => `Mean of x_${j}.`),
    [-1, 1],
  ),
  outputs: numberedOutputs(counted(DIM, (j) => `Normal about theta_${j}.`)),
  runner: () => (rng, theta, out) => {
    for (let j = 0; j < DIM; j++) out[j] = theta[j] + STD * rng.normal();
  },
  logLikelihood: (theta, x) => isotropicLogDensity(x, theta, STD),
};
