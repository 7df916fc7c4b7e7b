import { normal } from "@retrodict/distributions";
import { defineTask } from "./define-task.ts";
import { DIM, model, STD } from "./gaussian-linear-model.ts";
import { published } from "./observations/gaussian-linear.ts";

/** The mean of a Gaussian under a Gaussian prior: x ~ N(θ, 0.1 I) and θ ~ N(0, 0.1 I), so θ | x ~ N(x / 2, 0.05 I). */
export const gaussianLinearTask = defineTask({
  ...model,
  id: "gaussian-linear",
  description: "The mean of a Gaussian in ten dimensions, under a Gaussian prior.",
  prior: normal(new Float64Array(DIM), new Float64Array(DIM).fill(STD)),
  published,
});

/** The simulator of the task: x ~ N(θ, 0.1 I) in ten dimensions. */
export const gaussianLinear = gaussianLinearTask.create;
