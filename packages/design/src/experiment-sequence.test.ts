import { columnStds } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { drawBelief } from "./belief.ts";
import { expectedInformation, experimentSequence, nestedMonteCarlo, type Assess } from "./index.ts";
import { leastSquares } from "./least-squares.test.helper.ts";
import {
  covariance,
  exactInformation,
  linearExperiment,
  posteriorCovariance,
  prior,
  type LinearExperiment,
} from "./linear-gaussian.test.helper.ts";

/** What is worth most depends on what was done: after the first parameter, the second. */
const candidates = [
  linearExperiment("second", [[0, 1]], 0.4),
  linearExperiment("first", [[1, 0]], 0.7),
  linearExperiment(
    "both, roughly",
    [
      [1, 0],
      [0, 1],
    ],
    2,
  ),
];

const learned: Assess<LinearExperiment> = (rng, belief, experiments, options) =>
  expectedInformation(rng, belief, experiments, {
    ...options,
    algorithm: leastSquares,
    simulations: 2000,
    evaluations: 1000,
  });

const nested: Assess<LinearExperiment> = (rng, belief, experiments, options) =>
  nestedMonteCarlo(rng, belief, experiments, { ...options, evaluations: 500, contrasts: 500 });

test.each([
  ["expectedInformation", learned],
  ["nestedMonteCarlo", nested],
])(
  "%s: each step has the information of the closed form given the steps before",
  async (_, assess) => {
    const truth = Float64Array.of(0.7, -1.2);
    const steps = await experimentSequence(stream(1), prior, candidates, {
      steps: 3,
      assess,
      perform({ simulator }, rng) {
        const out = new Float64Array(simulator.info.outputs[0].shape[0]);
        if ("simulate" in simulator) simulator.simulate(rng, truth, out);
        return out;
      },
    });
    let known = covariance;
    for (const { assessment, experiment } of steps) {
      for (const { experiment: candidate, lower } of assessment.ranking) {
        const exact = exactInformation(known, candidate);
        expect(Math.abs(lower.value - exact)).toBeLessThan(4 * lower.standardError + 0.02);
      }
      const best = candidates.reduce((a, b) =>
        exactInformation(known, b) > exactInformation(known, a) ? b : a,
      );
      expect(experiment.name).toBe(best.name);
      known = posteriorCovariance(known, experiment);
    }
    expect(steps.map(({ experiment }) => experiment.name)).toEqual(["second", "first", "second"]);
    const samples = await drawBelief(stream(2), steps[2].posterior, 2000, {});
    columnStds(samples).forEach((std, j) => {
      expect(Math.abs(std / Math.sqrt(known.data[3 * j]) - 1)).toBeLessThan(0.15);
    });
  },
);
