import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { normalCdf } from "@retrodict/stats";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { misspecification } from "./misspecification.ts";
import { predictiveCheck } from "./predictive-check.ts";
import { exceedance, tailProbability } from "./rank-probability.ts";

const features = [{ name: "rate" }, { name: "latency" }, { name: "count" }];

/** Two correlated, skewed numbers and a count. */
function draw(rng: Rng): readonly [number, number, number] {
  const [a, b] = [rng.normal(), rng.normal()];
  return [Math.exp(a), 5 + 2 * a + b, Math.floor(4 * rng.uniform())];
}

const simulate = (rng: Rng, rows: number) =>
  matrix(rows, 3, Float64Array.from(Array.from({ length: rows }, () => draw(rng)).flat()));

/** Whether so few or so many of `n` are to be expected at this rate: five standard errors. */
function expectRate(count: number, n: number, rate: number): void {
  expect(Math.abs(count - n * rate)).toBeLessThan(5 * Math.sqrt(n * rate * (1 - rate)));
}

describe("rank probabilities", () => {
  test("are exact for values that are exchangeable", () => {
    // Each of five distinct values as the observed one: every rank once.
    const values = [1, 2, 3, 4, 5];
    const among = (rank: (others: Float64Array, value: number) => number) =>
      values.map((value) => rank(Float64Array.from(values.filter((v) => v !== value)), value));
    expect(among(exceedance)).toEqual([1, 0.8, 0.6, 0.4, 0.2]);
    expect(among(tailProbability)).toEqual([0.4, 0.8, 1, 0.8, 0.4]);
  });

  test("equal values count half in a tail", () => {
    expect(tailProbability(Float64Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2), 1)).toBe(1);
    // Of nine, seven equal it and two lie above: 2 (1 + 0 + 3.5) / 10.
    expect(tailProbability(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1), 0)).toBe(0.9);
  });
});

describe("a predictive check", () => {
  test("raises false alarms as often as it says", () => {
    const repetitions = 400;
    let [feature, joint, failed] = [0, 0, 0];
    for (let i = 0; i < repetitions; i++) {
      const rng = stream(1).fork(i);
      const observed = draw(rng);
      const check = predictiveCheck({ features, observed, simulated: simulate(rng, 199) });
      feature += Number(check.features.some(({ adjusted }) => adjusted <= 0.1));
      joint += Number(check.joint <= 0.1);
      failed += Number(check.verdict.outcome === "fail");
    }
    // 20 of 200 ranks each.
    expectRate(feature, repetitions, 0.1);
    expectRate(joint, repetitions, 0.1);
    expect(failed).toBeLessThan(repetitions * 0.01 + 5 * Math.sqrt(repetitions * 0.01));
  });

  test("names the feature that is not reproduced, and the side", () => {
    const simulated = simulate(stream(2), 500);
    const { verdict, features: found } = predictiveCheck({
      features,
      observed: [1, 30, 2],
      simulated,
    });
    expect(verdict.outcome).toBe("fail");
    expect(verdict.sentence).toContain("latency lies above the predictions (p = 0.0040)");
    expect(verdict.sentence).not.toMatch(/rate|count/);
    expect(found.map(({ adjusted }) => adjusted <= 1 / 501)).toEqual([false, true, false]);
    expect(found[1]).toMatchObject({ tail: 2 / 501, side: "above", missing: 0 });
  });

  test("notices features that are each common but not together", () => {
    // log rate = a and latency = 5 + 2a + b: here a would be 1.6, and b −6.5.
    const observed = [Math.exp(1.6), 1.7, 2];
    const {
      verdict,
      joint,
      features: found,
    } = predictiveCheck({
      features,
      observed,
      simulated: simulate(stream(3), 500),
    });
    expect(joint).toBeLessThanOrEqual(0.005);
    expect(found.every(({ adjusted }) => adjusted > 0.05)).toBe(true);
    expect(verdict.sentence).toMatch(/^Each observed feature is predicted, but not all of them/);
  });

  test("a value that most predictions lack is a deviation, whatever it is", () => {
    const simulated = simulate(stream(4), 500);
    for (let i = 0; i < 500; i++) simulated.data[i * 3 + 1] = Number.NaN;
    const observed = [1, 5, 2];
    const { verdict, features: found, joint } = predictiveCheck({ features, observed, simulated });
    expect(found[1]).toMatchObject({ adjusted: 1 / 501, missing: 500, side: "undefined" });
    expect(joint).toBe(Number.NaN);
    expect(verdict.outcome).toBe("fail");
    const none = predictiveCheck({ features, observed: [1, Number.NaN, 2], simulated });
    expect(none).toMatchObject({ joint: Number.NaN, verdict: { outcome: "pass" } });
    expect(none.features[1]).toMatchObject({ tail: Number.NaN, side: "undefined" });
  });

  test("says when there are too few predictions to tell", () => {
    const simulated = simulate(stream(5), 100);
    const { verdict } = predictiveCheck({ features, observed: [1, 100, 2], simulated });
    expect(verdict).toMatchObject({ outcome: "unclear" });
    expect(verdict.sentence).toContain("at least 199");
  });

  test("has no probability above one or below that of the extreme rank, on any scale", () => {
    const cell = fc.oneof(
      fc.double({ noDefaultInfinity: true }),
      fc.constantFrom(0, 1e300, 1e-300),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 6, maxLength: 60 }), (cells) => {
        const rows = Math.floor(cells.length / 2);
        const table = matrix(rows, 2, Float64Array.from(cells.slice(0, 2 * rows)));
        const simulated = matrix(rows - 1, 2, table.data.slice(2));
        const check = predictiveCheck({
          features: features.slice(0, 2),
          observed: table.data.slice(0, 2),
          simulated,
        });
        for (const p of [check.pValue, ...check.features.map(({ adjusted }) => adjusted)]) {
          expect(p).toBeLessThanOrEqual(1);
          expect(p).toBeGreaterThanOrEqual(1 / rows);
        }
      }),
    );
  });
});

describe("misspecification", () => {
  test("raises false alarms as often as it says", () => {
    const repetitions = 300;
    const counts = { discrepancy: 0, distance: 0, failed: 0 };
    for (let i = 0; i < repetitions; i++) {
      const rng = stream(6).fork(i);
      const observed = draw(rng);
      const found = misspecification({ features, observed, simulated: simulate(rng, 99) });
      counts.discrepancy += Number(found.discrepancy.pValue <= 0.1);
      counts.distance += Number(found.distance.pValue <= 0.1);
      counts.failed += Number(found.pValue <= 0.1);
    }
    expectRate(counts.discrepancy, repetitions, 0.1);
    expectRate(counts.distance, repetitions, 0.1);
    // The three findings go together, so the whole is on the safe side.
    expect(counts.failed).toBeLessThan(repetitions * 0.1 + 5 * Math.sqrt(repetitions * 0.09));
  });

  test.each([
    ["a feature far out", [1, 40, 2], /most of all latency: the posterior/],
    ["a value beyond all in a skewed feature", [1e4, 5, 2], /most of all rate/],
    ["features that contradict each other", [Math.exp(1.4), 2, 2], /how its features go together/],
  ])("tells of %s", (_, observed, words) => {
    const simulated = simulate(stream(7), 600);
    const { verdict } = misspecification({ features, observed, simulated });
    expect(verdict.outcome).toBe("fail");
    expect(verdict.sentence).toMatch(words);
  });

  test("tells of an observation in the hole of a ring, which lies in every mean and range", () => {
    const rng = stream(8);
    const ring = Array.from({ length: 600 }, () => {
      const angle = 2 * Math.PI * rng.uniform();
      return [Math.cos(angle) + 0.05 * rng.normal(), Math.sin(angle) + 0.05 * rng.normal()];
    });
    const simulated = matrix(600, 2, Float64Array.from(ring.flat()));
    const input = { features: features.slice(0, 2), simulated };
    const { distance, verdict } = misspecification({ ...input, observed: [0, 0] });
    expect(distance.pValue).toBe(1 / 601);
    expect(verdict.outcome).toBe("fail");
    expect(misspecification({ ...input, observed: [0, 1] }).verdict.outcome).toBe("pass");
  });

  test("the discrepancy is the closed form of two points and a kernel", () => {
    // Points at −1, 0 and 1 in quartile distances; the median distance between them is the kernel's width.
    const simulated = matrix(2, 1, Float64Array.of(-1, 1));
    const { discrepancy } = misspecification({
      features: features.slice(0, 1),
      observed: [0],
      simulated,
    });
    expect(discrepancy.statistic).toBeCloseTo(1 - 2 * Math.exp(-0.5) + Math.exp(-2), 12);
    expect(discrepancy.pValue).toBe(1);
  });

  test("says when there is too little to tell, and refuses an observation with gaps", () => {
    const simulated = simulate(stream(9), 100);
    const { verdict } = misspecification({ features, observed: [1, 5, 2], simulated });
    expect(verdict).toMatchObject({ outcome: "unclear" });
    expect(() => misspecification({ features, observed: [1, Number.NaN, 2], simulated })).toThrow(
      /leave the feature out/,
    );
  });
});

test("normal data and a normal tail agree", () => {
  const rng = stream(10);
  const others = Float64Array.from({ length: 2000 }, () => rng.normal());
  const p = 2 * normalCdf(-1.5);
  // The tail is twice a binomial proportion with chance p / 2.
  const error = 2 * Math.sqrt((p / 2) * (1 - p / 2) * (1 / 2000));
  expect(Math.abs(tailProbability(others, 1.5) - p)).toBeLessThan(5 * error);
});
