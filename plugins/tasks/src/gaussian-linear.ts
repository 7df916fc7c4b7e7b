import { normal } from "@retrodict/distributions";
import { defineTask } from "./define-task.ts";
import { counted, numberedOutputs, numberedParameters } from "./fields.ts";
import { isotropicLogDensity } from "./isotropic.ts";
import { published } from "./observations/gaussian-linear.ts";

const DIM = 10;
/** Standard deviation of prior and noise: the published scale of 0.1 is their variance. */
const STD = Math.sqrt(0.1);

/** The mean of a Gaussian under a Gaussian prior: x ~ N(θ, 0.1 I) and θ ~ N(0, 0.1 I), so θ | x ~ N(x / 2, 0.05 I). */
export const gaussianLinearTask = defineTask({
  id: "gaussian-linear",
  description: "The mean of a Gaussian in ten dimensions, under a Gaussian prior.",
  parameters: numberedParameters(
    counted(DIM, (j) => `Mean of x_${j}.`),
    [-1, 1],
  ),
  outputs: numberedOutputs(counted(DIM, (j) => `Normal about theta_${j}.`)),
  prior: normal(new Float64Array(DIM), new Float64Array(DIM).fill(STD)),
  runner: () => (rng, theta, out) => {
    for (let j = 0; j < DIM; j++) out[j] = theta[j] + STD * rng.normal();
  },
  logLikelihood: (theta, x) => isotropicLogDensity(x, theta, STD),
  published,
});

/** The simulator of the task: x ~ N(θ, 0.1 I) in ten dimensions. */
export const gaussianLinear = gaussianLinearTask.create;
