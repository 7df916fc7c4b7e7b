import { fromRows, matrix, row } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { gaussianMixture, type GaussianMixture } from "@retrodict/distributions";
import { describe, expect, test } from "vitest";
import { mdn } from "./index.ts";
import { likelihood } from "./mixtures.test.helper.ts";

/** Two correlated ridges on either side of 0, further apart and less equal the larger x. */
function truth(x: number): GaussianMixture {
  const share = 0.5 + 0.3 * x;
  return gaussianMixture({
    weights: [share, 1 - share],
    means: fromRows([
      [1 + 0.5 * x, 0.5],
      [-1 - 0.5 * x, -0.5 * x],
    ]),
    covariances: [
      fromRows([
        [0.1, 0.06],
        [0.06, 0.1],
      ]),
      fromRows([
        [0.2, -0.1],
        [-0.1, 0.1],
      ]),
    ],
  });
}

function simulate(rng: Rng, rows: number): { target: Matrix; context: Matrix } {
  const target = matrix(rows, 2);
  const context = matrix(rows, 1);
  for (let i = 0; i < rows; i++) {
    context.data[i] = 2 * rng.uniform() - 1;
    row(target, i).set(truth(context.data[i]).sample(rng, 1).data);
  }
  return { target, context };
}

describe("training on a bimodal density", async () => {
  const rows = 5000;
  const estimator = mdn({ components: 4 })({ targetDim: 2, contextDim: 1 });
  const { target, context } = simulate(stream("simulations"), rows);
  const options = { epochs: 60, learningRate: 2e-3, patience: 60 };
  const loss = likelihood(target, context);
  const { params } = await train(stream("train"), estimator, loss, rows, options);

  test("comes near the true density of new pairs", () => {
    const fresh = simulate(stream("fresh"), 4000);
    const learnt = estimator.score(params, fresh.target, fresh.context);
    const excess = learnt.map((score, i) => {
      const at = matrix(1, 2, row(fresh.target, i));
      return truth(fresh.context.data[i]).logDensity(at)[0] - score;
    });
    const mean = excess.reduce((sum, v) => sum + v, 0) / excess.length;
    const spread = excess.reduce((sum, v) => sum + (v - mean) ** 2, 0) / excess.length;
    const error = Math.sqrt(spread / excess.length);
    // A divergence is not negative; about 80 effective weights fitted to 4500 pairs cost 80 / 9000 nats.
    expect(mean).toBeGreaterThan(-4 * error);
    expect(mean).toBeLessThan(0.02 + 4 * error);
  });

  test.each([-0.8, 0, 0.8])("moments, marginal and conditional are true at x = %s", (x) => {
    const expected = truth(x);
    const learnt = estimator.condition(params, Float64Array.of(x));
    learnt.mean().forEach((m, j) => expect(m).toBeCloseTo(expected.mean()[j], 1));
    learnt
      .covariance()
      .data.forEach((c, at) =>
        expect(Math.abs(c - expected.covariance().data[at])).toBeLessThan(0.1),
      );
    const line = matrix(5, 1, Float64Array.of(-1.5, -0.75, 0, 0.75, 1.5));
    const [slices, sides] = [learnt, expected].map((mixture) => [
      mixture.marginal([0]).logDensity(line).map(Math.exp),
      mixture.condition([0], [1]).logDensity(line).map(Math.exp),
    ]);
    slices.forEach((densities, which) => {
      densities.forEach((density, i) => {
        expect(Math.abs(density - sides[which][i])).toBeLessThan(0.1);
      });
    });
  });
});
