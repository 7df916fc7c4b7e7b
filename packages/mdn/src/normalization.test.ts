import { fromRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { mixtureParams } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { mdnConfig } from "./config.ts";
import { mdn } from "./index.ts";
import { roughWeights } from "./mixtures.test.helper.ts";

const DRAWS = 4000;
const shapes = [
  { targetDim: 1, contextDim: 2, components: 4, covariance: "full", hidden: 10 },
  { targetDim: 2, contextDim: 1, components: 3, covariance: "full", hidden: 8 },
  { targetDim: 2, contextDim: 1, components: 3, covariance: "diagonal", hidden: 8 },
  { targetDim: 2, contextDim: 1, components: 2, covariance: "spherical", hidden: 8 },
] as const;
const cases = shapes.flatMap((shape) => [
  { ...shape, lowered: 0, width: "usual" },
  // Diagonals then stand at their least, 0.01: what is added to one of two matrices only would show most here.
  { ...shape, lowered: 30, width: "the greatest" },
]);

describe.each(cases)("an mdn in $targetDim dimensions, $covariance, of $width width", (sizes) => {
  const { targetDim, lowered } = sizes;
  const estimator = mdn(sizes)(sizes);
  const params = roughWeights(stream("grid"), estimator);
  lowerDiagonals(params, sizes, lowered);
  const context = new Float64Array(sizes.contextDim).fill(0.7);
  const mixture = estimator.condition(params, context);
  const { points, cell } = gridAround(mixture.mean(), mixture.covariance());
  const contexts = matrix(
    points.rows,
    context.length,
    new Float64Array(points.rows * context.length).fill(0.7),
  );
  const mass = estimator.score(params, points, contexts).map((v) => Math.exp(v) * cell);

  test("the scores' mass is one", () => {
    // float32 log-densities of size 10 are off by 1e-6 each.
    expect(Math.abs(mass.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-5);
  });

  test("draws have its first two moments", () => {
    const draws = mixture.sample(stream("draws"), DRAWS);
    for (let j = 0; j < targetDim; j++) {
      const moment = (k: number): number =>
        mass.reduce((sum, m, i) => sum + m * row(points, i)[j] ** k, 0);
      for (const k of [1, 2]) {
        const powers = Array.from({ length: DRAWS }, (_, i) => row(draws, i)[j] ** k);
        const sampled = powers.reduce((a, b) => a + b) / DRAWS;
        // Four standard errors of a mean over the draws.
        const error = 4 * Math.sqrt((moment(2 * k) - moment(k) ** 2) / DRAWS);
        expect(Math.abs(sampled - moment(k))).toBeLessThan(error);
      }
    }
  });
});

/** Takes `by` off the biases of the raw diagonals, the last layer's, and sets what is above the diagonals to zero. */
function lowerDiagonals(params: Float32Array, sizes: (typeof shapes)[number], by: number): void {
  if (by === 0) return;
  const config = mdnConfig(sizes, sizes);
  const { targetDim, components, covariance, hidden } = config;
  const outputs = mixtureParams(config, targetDim);
  const biases = params.length - outputs;
  const size = outputs / components - 1;
  const diagonals = covariance === "spherical" ? 1 : targetDim;
  for (let o = components; o < outputs; o++) {
    const place = ((o - components) % size) - targetDim;
    if (place < 0) continue;
    const above = place >= diagonals;
    if (above) params.fill(0, biases - (outputs - o) * hidden, biases - (outputs - o - 1) * hidden);
    params[biases + o] = above ? 0 : params[biases + o] - by;
  }
}

/** A grid around `mean` out to eight standard deviations. */
function gridAround(mean: Float64Array, covariance: Matrix): { points: Matrix; cell: number } {
  const dim = mean.length;
  const side = dim === 1 ? 4001 : 301;
  const reach = mean.map((_, j) => 8 * Math.sqrt(covariance.data[j * (dim + 1)]));
  const axis = (j: number) =>
    Array.from({ length: side }, (_, i) => mean[j] + reach[j] * ((2 * i) / (side - 1) - 1));
  const cell = reach.reduce((volume, r) => (volume * 2 * r) / (side - 1), 1);
  const points =
    dim === 1 ? axis(0).map((a) => [a]) : axis(0).flatMap((a) => axis(1).map((b) => [a, b]));
  return { points: fromRows(points), cell };
}
