import { defineTask } from "./define-task.ts";
import { numberedOutputs, numberedParameters } from "./fields.ts";
import { isotropicLogDensity } from "./isotropic.ts";
import { published } from "./observations/gaussian-mixture.ts";

const WIDE = 1;
const NARROW = 0.1;

/** The common mean of a wide and a narrow Gaussian, one of which is drawn for every simulation: ½ N(θ, I) + ½ N(θ, 0.01 I). */
export const gaussianMixtureTask = defineTask({
  id: "gaussian-mixture",
  description: "The common mean of two Gaussians in the plane, one of them ten times as wide.",
  parameters: numberedParameters(["Mean of x_1.", "Mean of x_2."], [-10, 10]),
  outputs: numberedOutputs(["Normal about theta_1.", "Normal about theta_2."]),
  runner: () => (rng, theta, out) => {
    const std = rng.uniform() < 0.5 ? WIDE : NARROW;
    for (let j = 0; j < 2; j++) out[j] = theta[j] + std * rng.normal();
  },
  logLikelihood(theta, x) {
    const wide = isotropicLogDensity(x, theta, WIDE);
    const narrow = isotropicLogDensity(x, theta, NARROW);
    const top = Math.max(wide, narrow);
    return top + Math.log(0.5 * (Math.exp(wide - top) + Math.exp(narrow - top)));
  },
  published,
  origin: {
    title: "Sequential Monte Carlo without likelihoods",
    authors: "Sisson, Fan & Tanaka",
    year: 2007,
    doi: "10.1073/pnas.0607208104",
  },
});

/** The simulator of the task: x ~ ½ N(θ, I) + ½ N(θ, 0.01 I) in the plane. */
export const gaussianMixture = gaussianMixtureTask.create;
