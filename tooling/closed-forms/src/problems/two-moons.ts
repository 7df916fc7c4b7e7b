/** The benchmark's crescent in x, and so two in theta, as the sign of a sum is lost. */
import { matrix } from "@retrodict/matrix";
import { task, unnormalizedPosterior } from "@retrodict/tasks";
import type { Problem } from "../types.ts";

const radius = 0.1;
const radiusStd = 0.01;
const offset = 0.25;
const moons = task("two-moons");
const observed = Float64Array.of(-0.2, 0.1);

/** Draws of the crescent per draw of the posterior that is asked for; nearly all of them are used. */
const SPARE = 1.5;

export const twoMoons: Problem = {
  name: "two moons",
  simulator: moons.create(),
  prior: moons.prior,
  observed,
  draw(rng, n) {
    const out = matrix(n, 2);
    let kept = 0;
    for (let i = 0; i < SPARE * n && kept < n; i++) {
      const angle = Math.PI * (rng.uniform() - 0.5);
      const r = radius + radiusStd * rng.normal();
      const sum = r * Math.cos(angle) + offset - observed[0];
      const difference = observed[1] - r * Math.sin(angle);
      const signed = rng.uniform() < 0.5 ? sum : -sum;
      const theta = [(signed - difference) / Math.SQRT2, (signed + difference) / Math.SQRT2];
      if (sum < 0 || theta.some((value) => Math.abs(value) > 1)) continue;
      out.data.set(theta, 2 * kept++);
    }
    return out;
  },
  logDensity: unnormalizedPosterior(moons, observed).logDensity,
};
