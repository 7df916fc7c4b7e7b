import { columnStds, fromRows, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { roughWeights } from "./flows.test.helper.ts";
import { maf } from "./index.ts";

const DRAWS = 4000;
const cases = [
  { targetDim: 1, contextDim: 2, transforms: 3, blocks: 2, hidden: 10 },
  { targetDim: 2, contextDim: 1, transforms: 2, blocks: 1, hidden: 8 },
];

describe.each(cases)("a maf in $targetDim dimensions, integrated over a grid", (sizes) => {
  const { targetDim } = sizes;
  const estimator = maf(sizes)(sizes);
  const params = roughWeights(stream("grid"), estimator);
  const distribution = estimator.condition(params, new Float64Array(sizes.contextDim).fill(0.7));
  const draws = distribution.sample(stream("draws"), DRAWS);
  const { points, cell } = gridAround(draws, targetDim === 1 ? 2001 : 161);
  const mass = distribution.logDensity(points).map((v) => Math.exp(v) * cell);

  test("its mass is one", () => {
    expect(mass.reduce((a, b) => a + b)).toBeCloseTo(1, 3);
  });

  test("draws have its first two moments", () => {
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

/** `side` points per dimension out to eight standard deviations of the draws around zero. */
function gridAround(draws: Matrix, side: number): { points: Matrix; cell: number } {
  const reach = columnStds(draws).map((std) => 8 * std);
  const axis = (j: number) =>
    Array.from({ length: side }, (_, i) => reach[j] * ((2 * i) / (side - 1) - 1));
  const cell = reach.reduce((volume, r) => (volume * 2 * r) / (side - 1), 1);
  const points =
    draws.cols === 1 ? axis(0).map((a) => [a]) : axis(0).flatMap((a) => axis(1).map((b) => [a, b]));
  return { points: fromRows(points), cell };
}
