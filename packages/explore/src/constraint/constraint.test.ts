import { cholesky, column, fromRows, inverseFromCholesky } from "@retrodict/matrix";
import { normal, box } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { normalQuantile } from "@retrodict/stats";
import { expect, test } from "vitest";
import { asPosterior, covariance, gaussian } from "../posteriors.test.helper.ts";
import { constrained, lowestShare } from "./constrained.ts";
import { tolerance } from "./tolerance.ts";

test("tolerances of a Gaussian around its mean are those of its precision", async () => {
  const theta = Float64Array.of(1, -2, 0.5);
  const found = await tolerance(stream(1), asPosterior(gaussian), theta);
  const [peak] = gaussian.logDensity(fromRows([theta]));
  const precision = inverseFromCholesky(cholesky(covariance)).data;
  found.parameters.forEach(({ lower, upper }, j) => {
    const half = Math.sqrt((2 * (peak - found.level)) / precision[4 * j]);
    expect(upper - theta[j]).toBeCloseTo(half, 9);
    expect(theta[j] - lower).toBeCloseTo(half, 9);
  });
  // χ² of three degrees of freedom exceeds 6.251 with probability 0.1; its density there is 0.0439.
  const error = Math.sqrt((0.1 * 0.9) / 1000) / 0.0439;
  expect(Math.abs(2 * (peak - found.level) - 6.251)).toBeLessThan(4 * error);
});

test("tolerances end where the prior does; outside of the level there are none", async () => {
  const flat = asPosterior(box([0, 1], [1, 4]));
  const { parameters } = await tolerance(stream(1), flat, Float64Array.of(0.2, 3));
  expect(parameters.map(({ lower, upper }) => [lower, upper])).toEqual([
    [0, 1],
    [1, 4],
  ]);
  const far = await tolerance(stream(1), asPosterior(gaussian), Float64Array.of(9, 9, 9));
  far.parameters.forEach(({ lower }) => expect(lower).toBeNaN());
});

test("a constraint narrows what it is about, by as much as the closed form says", () => {
  const draws = normal([0, 0], [1, 1]).sample(stream(1), 4000);
  const energy = column(draws, 0).map(Math.abs);
  const { parameters, share, samples, verdict } = constrained(draws, lowestShare(energy, 0.5), {
    parameters: [{ name: "g" }, { name: "tau" }],
  });
  expect(share).toBe(0.5);
  expect(samples.rows).toBe(2000);
  // A normal cut at its quartiles: 1 − 2 c φ(c) / ½.
  const cut = normalQuantile(0.75);
  const density = Math.exp(-(cut ** 2) / 2) / Math.sqrt(2 * Math.PI);
  const exact = Math.sqrt(1 - 4 * cut * density);
  const [first, second] = parameters;
  expect(Math.abs(first.relative - exact)).toBeLessThan(
    4 * first.error + (4 * exact) / Math.sqrt(8000),
  );
  expect(Math.abs(second.relative - 1)).toBeLessThan(4 * second.error);
  // Of a normal, κ = 3.
  expect(Math.abs(second.error * Math.sqrt(2 * 2000) - 1)).toBeLessThan(0.15);
  expect(verdict.outcome).toBe("narrowed");
  expect(verdict.sentence).toContain("narrows g (");
  expect(verdict.sentence).not.toContain("tau");
});

test("failed simulations are never among the lowest; a constraint that nothing meets is refused", () => {
  expect(lowestShare(Float64Array.of(3, NaN, 1, 2), 0.5)).toEqual([false, false, true, true]);
  const draws = normal([0], [1]).sample(stream(1), 10);
  expect(() =>
    constrained(
      draws,
      Array.from({ length: 10 }, () => false),
    ),
  ).toThrow("got 0 of 10");
});
