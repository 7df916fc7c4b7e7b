/** A crescent in x, and so two in theta, as the sign of a sum is lost (Greenberg, Nonnenmacher & Macke 2019). */
import { box } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import type { Problem } from "../types.ts";
import { problemInfo } from "./info.ts";

const radius = 0.1;
const radiusStd = 0.01;
const offset = 0.25;
const prior = box([-1, -1], [1, 1]);
const observed = Float64Array.of(-0.2, 0.1);

/** Draws of the crescent per draw of the posterior that is asked for; nearly all of them are used. */
const SPARE = 1.5;

export const twoMoons: Problem = {
  name: "two moons",
  simulator: {
    info: problemInfo("two-moons", [-1, 1], { parameters: 2, outputs: 2 }),
    simulate(rng, [a, b], out) {
      const angle = Math.PI * (rng.uniform() - 0.5);
      const r = radius + radiusStd * rng.normal();
      out[0] = r * Math.cos(angle) + offset - Math.abs(a + b) / Math.SQRT2;
      out[1] = r * Math.sin(angle) + (b - a) / Math.SQRT2;
    },
  },
  prior,
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
  /** The crescent's density at the point that theta leaves to chance, from polar coordinates. */
  logDensity(theta) {
    return prior.logDensity(theta).map((value, i) => {
      const [a, b] = theta.data.subarray(2 * i, 2 * i + 2);
      const x = observed[0] + Math.abs(a + b) / Math.SQRT2 - offset;
      const y = observed[1] - (b - a) / Math.SQRT2;
      const r = Math.hypot(x, y);
      return x > 0 ? value - 0.5 * ((r - radius) / radiusStd) ** 2 - Math.log(r) : -Infinity;
    });
  },
};
