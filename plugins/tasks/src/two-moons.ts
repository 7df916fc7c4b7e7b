import { defineTask } from "./define-task.ts";
import { numberedOutputs, numberedParameters } from "./fields.ts";
import { published } from "./observations/two-moons.ts";

const RADIUS = 0.1;
const RADIUS_STD = 0.01;
const OFFSET = 0.25;

/** A crescent of x for every θ; as x sees |θ₁ + θ₂| only, two crescents of θ for every x. */
export const twoMoonsTask = defineTask({
  id: "two-moons",
  description: "A point of a crescent, moved by the parameters up to a sign.",
  parameters: numberedParameters(
    ["Shifts the crescent; shared sign lost.", "Shifts the crescent; shared sign lost."],
    [-1, 1],
  ),
  outputs: numberedOutputs(["Across the crescent.", "Along the crescent."]),
  runner: () => (rng, theta, out) => {
    const angle = Math.PI * (rng.uniform() - 0.5);
    const radius = RADIUS + RADIUS_STD * rng.normal();
    out[0] = radius * Math.cos(angle) + OFFSET - Math.abs(theta[0] + theta[1]) / Math.SQRT2;
    out[1] = radius * Math.sin(angle) + (theta[1] - theta[0]) / Math.SQRT2;
  },
  /** The density of the crescent's point in polar coordinates, over the radius; a negative radius is ten standard deviations off. */
  logLikelihood(theta, x) {
    const across = x[0] + Math.abs(theta[0] + theta[1]) / Math.SQRT2 - OFFSET;
    const along = x[1] - (theta[1] - theta[0]) / Math.SQRT2;
    if (across < 0) return -Infinity;
    const radius = Math.hypot(across, along);
    const z = (radius - RADIUS) / RADIUS_STD;
    return (
      -0.5 * z * z - Math.log(RADIUS_STD * Math.sqrt(2 * Math.PI)) - Math.log(Math.PI * radius)
    );
  },
  published,
  origin: {
    title: "Automatic posterior transformation for likelihood-free inference",
    authors: "Greenberg, Nonnenmacher & Macke",
    year: 2019,
    url: "https://proceedings.mlr.press/v97/greenberg19a.html",
  },
});

/** The simulator of the task: a crescent of radius 0.1 ± 0.01, moved by (−|θ₁ + θ₂|, θ₂ − θ₁) / √2. */
export const twoMoons = twoMoonsTask.create;
