/**
 * Every algorithm, estimator and sampler that applies, on problems whose posterior is known: it must come as close to the
 * mean, the spread, the modes and the density as a few thousand simulations let a small network come.
 */
import { stream } from "@retrodict/random";
import { infer } from "retrodict";
import { describe, expect, test } from "vitest";
import { agreement, densityError, type Agreement } from "./agreement.ts";
import { gaussianMixture, twoMoons } from "./index.ts";
import { table } from "./table.ts";
import type { Problem } from "./types.ts";

const SIMULATIONS = 4000;
const DRAWS = 4000;

interface Limits extends Agreement {
  /** Nats. */
  readonly density: number;
}

/*
 * 1.2 to 2 times the worst error of any row over three seeds, at which networks differ by what they have learned;
 * 4000 draws add 0.016 standard deviations to a mean and 0.008 to a share. What is wrong in kind is farther away: the
 * prior's edges ignored, a proposal not corrected for or a correlation of the prior lost move the Gaussians' means by
 * more than half a standard deviation or their spread by a third; a moon lost moves the share by 0.5.
 */
const gaussianLimits: Limits = {
  mean: 0.4,
  logStd: 0.2,
  correlation: 0.3,
  share: 0.16,
  half: 0.16,
  density: 0.5,
};
const limits = new Map<Problem, Limits>([
  [gaussianMixture, { ...gaussianLimits, logStd: 0.8, half: 0.25, density: 1.2 }],
  [twoMoons, { mean: 0.2, logStd: 0.05, correlation: 0.05, share: 0.15, half: 0.3, density: 1.5 }],
]);

for (const { name, problems, algorithm, rounds } of table) {
  describe(name, () => {
    test.each(problems)("$name", async (problem) => {
      const { simulator, observed, prior } = problem;
      const { draws, posterior } = await infer(simulator, observed, {
        prior,
        algorithm,
        rounds,
        simulations: SIMULATIONS,
        samples: DRAWS,
        fit: { epochs: 80 },
      });
      expect(draws.samples.rows).toBe(DRAWS);
      const found = {
        ...agreement(stream("agreement"), draws.samples, problem),
        density: densityError(problem.draw(stream("density"), 500), problem, (theta) =>
          posterior.logDensity(theta),
        ),
      };
      const limit = limits.get(problem) ?? gaussianLimits;
      const excess = Object.entries(found).filter(([key, value]) => !(value < limit[key as never]));
      expect(excess).toEqual([]);
    });
  });
}
