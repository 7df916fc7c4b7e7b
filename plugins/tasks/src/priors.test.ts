/** Each prior's density at a point, and the moments of its draws, from the published formulas. */
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { task } from "./index.ts";

const DRAWS = 20_000;

const logNormalMoments = (mu: number, sigma: number) => {
  const mean = Math.exp(mu + sigma ** 2 / 2);
  return [mean, mean ** 2 * (Math.exp(sigma ** 2) - 1)] as const;
};
const uniform = (edge: number) => [0, edge ** 2 / 3] as const;
const tenTimes = (pair: readonly [number, number]) => Array.from({ length: 10 }, () => pair);

const moments: Readonly<Record<string, readonly (readonly [mean: number, variance: number])[]>> = {
  "gaussian-linear": tenTimes([0, 0.1]),
  "gaussian-linear-uniform": tenTimes(uniform(1)),
  "gaussian-mixture": [uniform(10), uniform(10)],
  "two-moons": [uniform(1), uniform(1)],
  slcp: [uniform(3), uniform(3), uniform(3), uniform(3), uniform(3)],
  sir: [logNormalMoments(Math.log(0.4), 0.5), logNormalMoments(Math.log(0.125), 0.2)],
  "lotka-volterra": [-0.125, -3, -0.125, -3].map((mu) => logNormalMoments(mu, 0.5)),
};

test.each(Object.entries(moments))("%s", (id, expected) => {
  const { data } = task(id).prior.sample(stream(id), DRAWS);
  expected.forEach(([mean, variance], j) => {
    const column = data.filter((_, at) => at % expected.length === j);
    const average = (of: (value: number) => number) =>
      column.reduce((sum, value) => sum + of(value), 0) / DRAWS;
    // Five standard errors.
    expect(Math.abs(average((v) => v) - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    const square = average((v) => (v - mean) ** 2);
    const spread = average((v) => ((v - mean) ** 2 - square) ** 2);
    expect(Math.abs(square - variance)).toBeLessThan(5 * Math.sqrt(spread / DRAWS));
  });
});

/** Row i of F applied to a filter: second differences, and the root of i/9 on the diagonal. */
const roughness = (filter: Float64Array, i: number) =>
  (1 + Math.sqrt(i / 9)) * filter[i] - 2 * (filter[i - 1] ?? 0) + (filter[i - 2] ?? 0);

test("bernoulli-glm: the filter has precision FᵀF, the offset ½", () => {
  const { prior } = task("bernoulli-glm");
  const theta = prior.sample(stream(3), 20);
  // F is triangular: its determinant is the product of its diagonal.
  let normalizer = 0.5 * Math.log(0.5) - 5 * Math.log(2 * Math.PI);
  for (let i = 0; i < 9; i++) normalizer += Math.log(1 + Math.sqrt(i / 9));
  prior.logDensity(theta).forEach((value, row) => {
    const [offset] = theta.data.subarray(10 * row);
    const filter = theta.data.subarray(10 * row + 1, 10 * row + 10);
    let square = 0.5 * offset ** 2;
    for (let i = 0; i < 9; i++) square += roughness(filter, i) ** 2;
    expect(value).toBeCloseTo(normalizer - 0.5 * square, 10);
  });
});
