import { readFileSync } from "node:fs";
import { fillNormal, stream } from "@retrodict/random";
import { firstRows, fromRows, matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { activeSubspace } from "./active-subspace.ts";
import { regressionNetwork } from "./regression-network.ts";
import { regressionSensitivity } from "./regression-sensitivity.ts";

const golden = JSON.parse(
  readFileSync(new URL("../fixtures/active-subspace.json", import.meta.url), "utf8"),
) as {
  readonly samples: number[][];
  readonly prior_lower: number[];
  readonly prior_upper: number[];
  readonly eigenvalues: number[];
  readonly eigenvectors_columns: number[][];
  readonly eigenvalues_unnormalised: number[];
  readonly eigenvectors_unnormalised: number[][];
  readonly projected_first3_onto_top2: number[][];
};

/** Of 3 a − b + c² / 2 + sin d. */
const gradient = (theta: Matrix): Matrix =>
  fromRows(
    Array.from({ length: theta.rows }, (_, i) => [
      3,
      -1,
      row(theta, i)[2],
      Math.cos(row(theta, i)[3]),
    ]),
  );

describe("the active subspace agrees with sbi", () => {
  const draws = fromRows(golden.samples);
  const prior = {
    scale: golden.prior_upper.map((upper, j) => (upper - golden.prior_lower[j]) / Math.sqrt(12)),
    centre: golden.prior_upper.map((upper, j) => (upper + golden.prior_lower[j]) / 2),
  };
  const cases = [
    ["in units of the prior", prior, golden.eigenvalues, golden.eigenvectors_columns],
    [
      "in units of theta",
      { scale: [1, 1, 1, 1] },
      golden.eigenvalues_unnormalised,
      golden.eigenvectors_unnormalised,
    ],
  ] as const;

  test.each(cases)("%s", (_, units, values, vectors) => {
    const found = activeSubspace(stream(1), { gradient }, draws, { ...units, resamples: 20 });
    // There each gradient is that of a mean over all draws, so eigenvalues are smaller by their number squared.
    const theirs = values.map((value) => value * draws.rows ** 2).toReversed();
    theirs.forEach((value, k) =>
      expect(found.eigenvalues[k] / theirs[0]).toBeCloseTo(value / theirs[0], 6),
    );
    theirs.forEach((_, k) => {
      const own = row(found.directions, k);
      const other = vectors.map((entries) => entries[3 - k]);
      // Of directions but the first, only the sign there is another.
      const sign = k === 0 ? 1 : Math.sign(own.reduce((sum, v, j) => sum + v * other[j], 0));
      own.forEach((value, j) => expect(value).toBeCloseTo(sign * other[j], 5));
    });
  });

  test("in projections", () => {
    const found = activeSubspace(stream(1), { gradient }, draws, { ...prior, resamples: 2 });
    const projected = found.project(firstRows(draws, 3), 2);
    golden.projected_first3_onto_top2.forEach(([second, first], i) => {
      const [ownFirst, ownSecond] = row(projected, i);
      expect(ownFirst).toBeCloseTo(first, 5);
      expect(Math.abs(ownSecond)).toBeCloseTo(Math.abs(second), 5);
    });
  });
});

const normals = (seed: string, rows: number, cols: number): Matrix => {
  const out = matrix(rows, cols);
  fillNormal(stream(seed), out.data);
  return out;
};

const slopes = [2, 0, -1];

const constant = ({ rows }: Matrix): Matrix =>
  matrix(
    rows,
    3,
    Float64Array.from({ length: 3 * rows }, (_, k) => slopes[k % 3]),
  );

describe("of a linear scalar", () => {
  const theta = normals("theta", 2000, 3);
  const noise = normals("noise", 2000, 1).data;
  const values = noise.map((own, i) =>
    row(theta, i).reduce((sum, value, j) => sum + slopes[j] * value, 0.5 * own),
  );
  const unit = slopes.map((slope) => slope / Math.sqrt(5));
  const scale = [1, 1, 1];

  test("regression finds the slopes, within their errors", () => {
    const found = regressionSensitivity(stream(1), theta, values, { scale });
    // Residuals of 0.5 on unit normals: a slope's standard error, over the length of the slopes.
    const error = 0.5 / Math.sqrt(2000) / Math.sqrt(5);
    unit.forEach((slope, j) => {
      expect(Math.abs(found.coefficients[j] - slope)).toBeLessThan(4 * error);
    });
    // Of the middle one the length does not take anything away; 200 resamples tell it to 5 %.
    expect(Math.abs(found.errors[1] / error - 1)).toBeLessThan(0.25);
    expect(Math.abs(found.rSquared - 5 / 5.25)).toBeLessThan(0.01);
    expect(found.verdict).toMatchObject({ outcome: "linear" });
    expect(found.verdict.sentence).toContain("depends most on theta1");
  });

  test("its active subspace is one direction, its gradient's", () => {
    const found = activeSubspace(stream(1), { gradient: constant }, theta, { scale, resamples: 5 });
    expect(found.eigenvalues[0]).toBeCloseTo(5, 9);
    expect(found.eigenvalues[1]).toBeCloseTo(0, 9);
    unit.forEach((slope, j) => expect(row(found.directions, 0)[j]).toBeCloseTo(slope, 9));
    expect(found.verdict.outcome).toBe("one-direction");
    expect(found.errors.eigenvalues[0]).toBeCloseTo(0, 9);
  });

  test("leaves out failed simulations, and says how many", () => {
    const some = values.map((value, i) => (i < 10 ? NaN : value));
    const found = regressionSensitivity(stream(1), theta, some, { resamples: 2 });
    expect(found.excludedRows).toBe(10);
    expect(found.coefficients.every(Number.isFinite)).toBe(true);
  });
});

const bowl = (a: number, b: number): number => (a - b) ** 2 + a;

test("a network learns a curved scalar and its gradient, and the subspace that follows", async () => {
  const theta = normals("curved", 4000, 2);
  const values = Float64Array.from({ length: theta.rows }, (_, i) =>
    bowl(row(theta, i)[0], row(theta, i)[1]),
  );
  const net = await regressionNetwork(stream(1), theta, values, { epochs: 60 });
  expect(net.rSquared).toBeGreaterThan(0.99);
  // Its gradient is that of its value.
  const at = fromRows([[0.3, -0.4]]);
  const slope = net.gradient(at).data;
  const h = 0.01;
  [0, 1].forEach((j) => {
    const moved = (by: number) =>
      net.value(fromRows([[0.3 + (j === 0 ? by : 0), -0.4 + (j === 1 ? by : 0)]]))[0];
    expect((moved(h) - moved(-h)) / (2 * h)).toBeCloseTo(slope[j], 2);
  });
  // E[g gᵀ] of g = (2 d + 1, −2 d), d = a − b ~ N(0, 2): [[9, −8], [−8, 8]].
  const { eigenvalues, directions } = activeSubspace(stream(2), net, theta, {
    scale: [1, 1],
    resamples: 2,
  });
  const largest = 8.5 + Math.sqrt(0.25 + 64);
  expect(Math.abs(eigenvalues[0] / largest - 1)).toBeLessThan(0.1);
  const exact = Math.atan2(largest - 9, -8);
  const angle = Math.atan2(row(directions, 0)[1], row(directions, 0)[0]);
  expect(Math.abs(Math.sin(angle - exact))).toBeLessThan(0.05);
});

test("a plane that explains little says so", () => {
  const theta = normals("bowl", 500, 2);
  const values = Float64Array.from({ length: 500 }, (_, i) => row(theta, i)[0] ** 2);
  const { verdict, rSquared } = regressionSensitivity(stream(1), theta, values);
  expect(rSquared).toBeLessThan(0.1);
  expect(verdict.outcome).toBe("not-linear");
});
