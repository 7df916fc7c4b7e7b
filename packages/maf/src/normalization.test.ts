import { columnStds, row } from "@retrodict/matrix";
import { massOnGrid, roughWeights } from "@retrodict/nn/testing";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { maf } from "./index.ts";

const DRAWS = 4000;
const cases = [
  { targetDim: 1, contextDim: 2, transforms: 3, blocks: 2, hidden: 10 },
  { targetDim: 2, contextDim: 1, transforms: 2, blocks: 1, hidden: 8 },
  {
    transform: "spline",
    targetDim: 2,
    contextDim: 1,
    transforms: 2,
    blocks: 1,
    hidden: 8,
  },
] as const;

describe.each(cases)("a maf in $targetDim dimensions, integrated over a grid", (sizes) => {
  const { targetDim } = sizes;
  const estimator = maf(sizes)(sizes);
  const params = roughWeights(stream("grid"), estimator);
  const distribution = estimator.condition(params, new Float64Array(sizes.contextDim).fill(0.7));
  const draws = distribution.sample(stream("draws"), DRAWS);
  const reach = columnStds(draws).map((std) => 6 * std);
  const mass = massOnGrid(distribution, reach, targetDim === 1 ? 2001 : 161);

  test("its mass is one", () => {
    expect(mass.total).toBeCloseTo(1, 3);
  });

  test("draws have its first two moments", () => {
    for (let d = 0; d < targetDim; d++) {
      for (const k of [1, 2]) {
        const powers = Array.from({ length: DRAWS }, (_, i) => row(draws, i)[d] ** k);
        const sampled = powers.reduce((a, b) => a + b) / DRAWS;
        // Four standard errors of a mean over the draws.
        const error = 4 * Math.sqrt((mass.moment(d, 2 * k) - mass.moment(d, k) ** 2) / DRAWS);
        expect(Math.abs(sampled - mass.moment(d, k))).toBeLessThan(error);
      }
    }
  });
});
