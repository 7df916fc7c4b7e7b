import { defineTask } from "./define-task.ts";
import { model } from "./gaussian-linear-model.ts";
import { published } from "./observations/gaussian-linear-uniform.ts";

/** The same under a uniform prior on [−1, 1]¹⁰, whose edges cut the posterior N(x, 0.1 I). */
export const gaussianLinearUniformTask = defineTask({
  ...model,
  id: "gaussian-linear-uniform",
  description: "The mean of a Gaussian in ten dimensions, under a uniform prior.",
  published,
});

/** The simulator of the task: x ~ N(θ, 0.1 I) in ten dimensions. */
export const gaussianLinearUniform = gaussianLinearUniformTask.create;
