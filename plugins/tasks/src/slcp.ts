import { defineTask } from "./define-task.ts";
import { counted, numberedOutputs } from "./fields.ts";
import { published } from "./observations/slcp.ts";
import { LENGTH, origin, parameters, pointsLogDensity, simulatePoints } from "./slcp-model.ts";

/** Four draws from a Gaussian; the squares and the tanh in its covariance give the posterior four modes. */
export const slcpTask = defineTask({
  id: "slcp",
  description:
    "Simple likelihood, complex posterior: four points of a Gaussian in the plane whose mean and covariance are inferred.",
  parameters,
  outputs: numberedOutputs(
    counted(
      LENGTH,
      (j) => `${j % 2 === 1 ? "First" : "Second"} coordinate of point ${Math.ceil(j / 2)}.`,
    ),
  ),
  runner: () => simulatePoints,
  logLikelihood: (theta, x) => pointsLogDensity(theta, (i) => x[i]),
  published,
  origin,
});

/** The simulator of the task: four points of a Gaussian in the plane, one after the other. */
export const slcp = slcpTask.create;
