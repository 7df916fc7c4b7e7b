import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { recovery, type Recovery } from "./recovery.ts";

/** Noise of the data per parameter, whose priors are standard normal: the posterior is N(x / (1 + s²), s² / (1 + s²)). */
const noise = [0.5, 10];
const variance = noise.map((s) => s ** 2 / (1 + s ** 2));

interface Wrong {
  readonly width?: number;
  readonly shift?: number;
}

/** Trials of the exact posterior, or of one as many times as wide, and shifted by so many standard deviations. */
function trials(seed: number, rows: number, { width = 1, shift = 0 }: Wrong = {}) {
  const rng = stream(seed);
  const theta = matrix(rows, 2);
  const samples: Matrix[] = [];
  for (let i = 0; i < rows; i++) {
    const draws = matrix(99, 2);
    for (let j = 0; j < 2; j++) {
      const truth = rng.normal();
      const x = truth + noise[j] * rng.normal();
      const std = Math.sqrt(variance[j]);
      theta.data[2 * i + j] = truth;
      for (let k = 0; k < 99; k++)
        draws.data[2 * k + j] = x * (1 - variance[j]) + std * (shift + width * rng.normal());
    }
    samples.push(draws);
  }
  return { theta, samples };
}

const outcome = ({ verdict }: Recovery) => verdict.outcome;

describe("recovery", () => {
  const rows = 1000;
  const exact = recovery(trials(1, rows));

  test("of an exact posterior is that of the closed form", () => {
    expect(exact.nominal).toBeCloseTo(0.9, 12);
    expect(outcome(exact)).toBe("pass");
    exact.parameters.forEach(({ correlation, error, contraction, coverage, zScore }, j) => {
      const explained = Math.sqrt(1 - variance[j]);
      // Five standard errors each; 99 draws make squared errors larger by 1 %.
      expect(Math.abs(correlation - explained)).toBeLessThan(5 / Math.sqrt(rows));
      expect(Math.abs(error / Math.sqrt(variance[j]) - 1)).toBeLessThan(5 / Math.sqrt(rows) + 0.01);
      expect(Math.abs(contraction - (1 - variance[j]))).toBeLessThan(
        5 * variance[j] * Math.sqrt(2 / rows),
      );
      expect(Math.abs(coverage - 0.9)).toBeLessThan(5 * Math.sqrt(0.09 / rows));
      expect(Math.abs(zScore.mean)).toBeLessThan(5 / Math.sqrt(rows));
      expect(Math.abs(zScore.std - 1)).toBeLessThan(5 / Math.sqrt(2 * rows) + 0.02);
    });
  });

  test("names the parameter that the data say nothing about", () => {
    expect(exact.verdict.sentence).toMatch(/say next to nothing about theta2\.$/);
  });

  test("alarms at a rate of 1 % at most where the posterior is exact", () => {
    const repetitions = 200;
    let failed = 0;
    for (let i = 0; i < repetitions; i++)
      failed += Number(outcome(recovery(trials(100 + i, 100))) === "fail");
    expect(failed).toBeLessThanOrEqual(repetitions * 0.01 + 5 * Math.sqrt(repetitions * 0.01));
  });

  test.each([
    ["narrow", { width: 0.6 }, /too narrow or in the wrong place/],
    ["wide", { width: 1.8 }, /not what they claim/],
    ["shifted", { shift: 1 }, /theta1 in 7\d % and theta2 in 7\d % of 500 trials/],
  ] as const)("flags a posterior that is too %s", (_, wrong, words) => {
    const found = recovery(trials(3, 500, wrong));
    expect(outcome(found)).toBe("fail");
    expect(found.verdict.sentence).toMatch(words);
  });

  test("keeps every trial for a plot, on the scale of the parameter", () => {
    const theta = matrix(2, 1, Float64Array.of(Math.E, 1));
    const samples = [1, 2].map((k) =>
      matrix(3, 1, Float64Array.of(Math.exp(k), Math.exp(k + 1), Math.exp(k + 2))),
    );
    const [{ trials: shown, error }] = recovery(
      { theta, samples },
      {
        parameters: [{ name: "tau", scale: "log" }],
        prior: matrix(3, 1, Float64Array.of(1, Math.E, Math.E ** 2)),
      },
    ).parameters;
    expect(shown.median).toEqual(Float64Array.of(Math.exp(2), Math.exp(3)));
    expect(shown.lower).toEqual(Float64Array.of(Math.exp(1), Math.exp(2)));
    expect(shown.upper).toEqual(Float64Array.of(Math.exp(3), Math.exp(4)));
    // In logarithms: truths 1 and 0, means 2 and 3, standard deviations 1, also of the prior.
    expect(Array.from(shown.zScore, (z) => Math.round(z * 1e9) / 1e9)).toEqual([-1, -3]);
    expect(Math.max(...shown.contraction.map(Math.abs))).toBeLessThan(1e-12);
    expect(error).toBeCloseTo(Math.sqrt(5), 12);
  });

  test("says when there are too few trials, and what it needs", () => {
    expect(outcome(recovery(trials(4, 20)))).toBe("unclear");
    const { theta } = trials(5, 10);
    expect(() => recovery({ theta })).toThrow(/pass keepDraws/);
  });
});
