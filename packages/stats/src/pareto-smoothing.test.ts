import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { fitGeneralizedPareto, paretoSmoothed } from "./pareto-smoothing.ts";

/** Draws from a generalised Pareto distribution by inversion, sorted. */
const pareto = (k: number, sigma: number, n: number, seed: number): Float64Array => {
  const rng = stream(seed);
  return new Float64Array(n).map(() => (sigma * ((1 - rng.uniform()) ** -k - 1)) / k).sort();
};

test.each([0.2, 0.5, 0.9, -0.3])("finds the shape %d of a tail that is a Pareto's", (k) => {
  const n = 20_000;
  const found = fitGeneralizedPareto(pareto(k, 2, n, 1));
  // Asymptotic standard error of the shape: (1 + k) / √n (Smith 1987), for k above −1/2.
  expect(Math.abs(found.k - k)).toBeLessThan((4 * (1 + k)) / Math.sqrt(n) + 10 / n);
  // Of the scale: σ √(2 (1 + k) / n).
  expect(Math.abs(found.sigma - 2)).toBeLessThan(4 * 2 * Math.sqrt((2 * (1 + k)) / n));
});

test("few exceedances leave the shape near one half", () => {
  const { k } = fitGeneralizedPareto(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5));
  expect(k).toBeGreaterThan(0);
});

/** Log-weights of a normal target of standard deviation 1 under a proposal of `std`. */
function weightsOf(std: number, n: number): Float64Array {
  const rng = stream(2);
  return new Float64Array(n).map(() => {
    const x = std * rng.normal();
    return Math.log(std) - 0.5 * x * x + 0.5 * (x / std) ** 2;
  });
}

test.each([0.5, 0.6, 0.8])(
  "a proposal narrower than the target, s = %d, has the k of theory",
  (std) => {
    // P(w > t) falls as t^(−1 / (1 − s²)).
    const k = 1 - std ** 2;
    const n = 100_000;
    // The standard error of a shape from a tail of 3 √n weights.
    const error = (1 + k) / Math.sqrt(3 * Math.sqrt(n));
    expect(Math.abs(paretoSmoothed(weightsOf(std, n)).k - k)).toBeLessThan(4 * error);
  },
);

test("a proposal wider than the target has no heavy tail", () => {
  expect(paretoSmoothed(weightsOf(1.5, 20_000)).k).toBeLessThan(0.2);
});

test("smoothed weights sum to one, keep their order, and cap the largest", () => {
  const logWeights = weightsOf(0.8, 2000);
  const { logWeights: smoothed, ess } = paretoSmoothed(logWeights);
  const weights = smoothed.map(Math.exp);
  expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
  const order = Array.from(logWeights.keys()).sort((i, j) => logWeights[i] - logWeights[j]);
  for (let i = 1; i < order.length; i++) {
    expect(smoothed[order[i]]).toBeGreaterThanOrEqual(smoothed[order[i - 1]]);
  }
  expect(ess).toBeCloseTo(1 / weights.reduce((sum, w) => sum + w * w, 0), 6);
});

test("equal weights and few weights are left alone", () => {
  const equal = paretoSmoothed(new Float64Array(100));
  expect([equal.k, Math.round(equal.ess)]).toEqual([-Infinity, 100]);
  expect(paretoSmoothed(Float64Array.of(0, -1, -Infinity)).k).toBe(-Infinity);
  expect(() => paretoSmoothed(Float64Array.of(-Infinity, -Infinity))).toThrow("finite log-weight");
});
