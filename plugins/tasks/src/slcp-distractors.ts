import { defineTask } from "./define-task.ts";
import { DIM, distractors, drawDistractors } from "./distractors.ts";
import { published } from "./observations/slcp-distractors.ts";
import { LENGTH, origin, parameters, pointsLogDensity, simulatePoints } from "./slcp-model.ts";

/** The eight numbers of `slcp` hidden among 92 that say nothing, in a fixed order; its posterior is the other task's. */
export const slcpDistractorsTask = defineTask({
  id: "slcp-distractors",
  description:
    "Simple likelihood, complex posterior, hidden among 92 numbers that do not depend on the parameters.",
  parameters,
  outputs: [
    {
      name: "x",
      unit: "1",
      description: "The eight numbers of slcp and 92 distractors, in a fixed order.",
      shape: [LENGTH + DIM],
    },
  ],
  runner() {
    const noise = distractors();
    const row = new Float64Array(LENGTH + DIM);
    const rest = row.subarray(LENGTH);
    const normals = new Float64Array(DIM);
    return (rng, theta, out) => {
      simulatePoints(rng, theta, row);
      drawDistractors(rng, noise, normals, rest);
      for (let i = 0; i < row.length; i++) out[i] = row[noise.order[i]];
    };
  },
  /** Without the density of the distractors, which has no parameters. */
  logLikelihood(theta, x) {
    const { order } = distractors();
    return pointsLogDensity(theta, (i) => x[order.indexOf(i)]);
  },
  published,
  origin,
});

/** The simulator of the task: the numbers of `slcp` among 92 distractors. */
export const slcpDistractors = slcpDistractorsTask.create;
