import { box, multivariateNormal, normal } from "@retrodict/distributions";
import { columnMeans, fromRows, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Proposal } from "@retrodict/spec";
import { describe, expect, test, vi } from "vitest";
import { handmade } from "./handmade.test.helper.ts";
import { truncatedPrior } from "./truncated-prior.ts";

const observed = matrix(1, 2);
const EPSILON = 0.01;
/** The squared radius, in standard deviations, beyond which two-dimensional normals have ε: exp(−r² / 2). */
const RADIUS = Math.sqrt(2 * Math.log(1 / EPSILON));
/** Four standard errors of it, relative: the level is a quantile of 30 000 draws, of which ε lie beyond. */
const RADIUS_ERROR = 4 / Math.sqrt(EPSILON * 30_000) / (2 * Math.log(1 / EPSILON));
const prior = box([-1, -1], [1, 1]);

function truncation(std: number, within: readonly Proposal[] = [], at = [0.2, 0]): Proposal {
  const parts = handmade(prior, normal(at, [std, std]));
  return truncatedPrior(parts, { observed, epsilon: EPSILON, within });
}

const distances = ({ rows, data }: Matrix, [a, b]: readonly number[]): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => Math.hypot(data[2 * i] - a, data[2 * i + 1] - b));

/** Uniform on a disk: r² / R² is uniform on [0, 1], of variance 1 / 12, and so is its mean off by that over n. */
function expectUniformDisk(theta: Matrix, at: readonly number[], radius: number, ess: number) {
  const squares = distances(theta, at).map((r) => (r / radius) ** 2);
  const mean = squares.reduce((sum, v) => sum + v / squares.length, 0);
  // An error of the radius counts twice in its square, of which the mean is a half.
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / ess) + RADIUS_ERROR);
  const lowest = columnMeans(theta).map((m, j) => Math.abs(m - at[j]) / radius);
  lowest.forEach((error) => expect(error).toBeLessThan(4 * Math.sqrt(1 / 4 / ess)));
}

describe.each([
  ["rejection from the prior", 0.1, false],
  ["resampling of the posterior", 0.015, true],
])("by %s", (_, std, resampled) => {
  const proposal = truncation(std);
  const draws = proposal.sample(stream(1), 1000);

  test("draws are uniform where the posterior has all but ε of its mass", async () => {
    const { samples, diagnostics, warnings } = await draws;
    expect(samples.rows).toBe(1000);
    expect("ess" in diagnostics).toBe(resampled);
    expect(warnings).toEqual([]);
    expectUniformDisk(samples, [0.2, 0], RADIUS * std, 1000);
  });

  test("no draw is outside, and the density there is the prior's, elsewhere zero", async () => {
    const { samples } = await draws;
    expect(Math.max(...distances(samples, [0.2, 0]))).toBeLessThan(
      (1 + RADIUS_ERROR) * RADIUS * std,
    );
    expect(proposal.logDensity(samples)).toEqual(prior.logDensity(samples));
    const beyond = fromRows([
      [0.2 + (1 + RADIUS_ERROR) * RADIUS * std, 0],
      [-3, 0],
    ]);
    expect([...proposal.logDensity(beyond)]).toEqual([-Infinity, -Infinity]);
    expect([proposal.truncates, proposal.normalized]).toEqual(["prior", false]);
  });

  test("the same stream gives the same draws", async () => {
    expect(await truncation(std).sample(stream(1), 1000)).toEqual(await draws);
  });

  test("a signal ends it", async () => {
    const { samples } = await truncation(std).sample(stream(1), 1000, {
      signal: AbortSignal.abort(),
    });
    expect(samples.rows).toBe(0);
  });
});

test("resampled draws follow a prior that is not uniform", async () => {
  const wide = multivariateNormal(
    [3, 0],
    fromRows([
      [1, 0.5],
      [0.5, 1],
    ]),
  );
  const parts = handmade(wide, normal([0, 0], [0.1, 0.1]));
  const proposal = truncatedPrior(parts, { observed, epsilon: EPSILON, within: [] });
  const { samples, diagnostics } = await proposal.sample(stream(1), 2000);
  expect(diagnostics.ess).toBeGreaterThanOrEqual(2000);
  // Quadrature over the disk.
  const radius = RADIUS * 0.1;
  const n = 200;
  const grid = fromRows(
    Array.from({ length: n * n }, (_, k) =>
      [k % n, Math.floor(k / n)].map((i) => radius * ((2 * i + 1) / n - 1)),
    ).filter(([a, b]) => Math.hypot(a, b) < radius),
  );
  const weights = wide.logDensity(grid).map(Math.exp);
  const total = weights.reduce((a, b) => a + b);
  [0, 1].forEach((j) => {
    const mean = weights.reduce((sum, w, i) => sum + (w / total) * grid.data[2 * i + j], 0);
    expect(mean * (1 - 2 * j)).toBeGreaterThan(0.02);
    // A deviation of half the radius at most, the pool's and the choice's errors, four of them.
    const error = 4 * (radius / 2) * Math.sqrt(2 / 2000);
    expect(Math.abs(columnMeans(samples)[j] - mean)).toBeLessThan(error);
  });
});

describe("a truncation within another", () => {
  const first = truncation(0.15);
  const second = truncation(0.1, [first], [0.5, 0]);

  test("is in both", async () => {
    const { samples } = await second.sample(stream(2), 500);
    expect(first.logDensity(samples).every(Number.isFinite)).toBe(true);
    const alone = await truncation(0.1, [], [0.5, 0]).sample(stream(2), 500);
    expect(first.logDensity(alone.samples).every(Number.isFinite)).toBe(false);
  });

  test("finds its level among what is in the other", async () => {
    // All but ε of the mass within the first one lies in the second.
    const draws = normal([0.5, 0], [0.1, 0.1]).sample(stream(3), 20_000);
    const inFirst = first.logDensity(draws).map((v) => Number(v > -Infinity));
    const inSecond = second.logDensity(draws).map((v) => Number(v > -Infinity));
    const share = inSecond.reduce((a, b) => a + b) / inFirst.reduce((a, b) => a + b);
    expect(Math.abs(share - (1 - EPSILON))).toBeLessThan(4 * Math.sqrt(EPSILON / 10_000));
  });
});

test("more draws than the weights are worth are warned of", async () => {
  const parts = handmade(prior, normal([0.2, 0], [0.015, 0.015]));
  const far = { ...parts, prior: normal([0, 0], [1e-3, 1e3]) };
  const proposal = truncatedPrior(far, { observed, epsilon: EPSILON, within: [] });
  const { diagnostics, warnings } = await proposal.sample(stream(4), 100);
  expect(diagnostics.ess).toBeLessThan(100);
  expect(diagnostics.drawn).toBe(102_400);
  expect(warnings[0]).toContain("draws from the truncated prior are worth");
});

test("a batch is checked in one call of the estimator", () => {
  const learned = normal([0, 0], [0.1, 0.1]);
  const logDensity = vi.fn((theta: Matrix) => learned.logDensity(theta));
  const parts = handmade(prior, { ...learned, logDensity });
  const proposal = truncatedPrior(parts, { observed, epsilon: EPSILON, within: [] });
  proposal.logDensity(matrix(1, 2));
  const calls = logDensity.mock.calls.length;
  proposal.logDensity(prior.sample(stream(5), 1000));
  expect(logDensity.mock.calls.length).toBe(calls + 1);
});
