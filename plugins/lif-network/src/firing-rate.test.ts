import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { brunelFixedPoints, constantInputRate, siegertRate } from "./index.ts";
import { relativeError } from "./relative-error.test.helper.ts";

interface Theory {
  readonly f_I_noise_free: readonly { RI_mV: number; rate_Hz: number }[];
  readonly siegert: readonly { mu: number; sigma: number; rate_Hz: number }[];
  readonly brunel_mean_field: { readonly points: Record<string, MeanFieldPoint> };
  readonly brunel_mean_field_small: Record<string, MeanFieldPoint>;
}
interface MeanFieldPoint {
  readonly g: number;
  readonly eta: number;
  readonly J_mV?: number;
  readonly C_E?: number;
  readonly rate_Hz: readonly number[];
  readonly mu_sigma_mV: readonly (readonly [number, number])[];
}

const theory = JSON.parse(
  readFileSync(new URL("fixtures/theory.json", import.meta.url), "utf8"),
) as Theory;
const neuron = { membraneTimeConstant: 20, threshold: 20, reset: 10, refractoryPeriod: 2 };

describe("constantInputRate", () => {
  const cell = { membraneTimeConstant: 20, threshold: 15, reset: 0, refractoryPeriod: 2 };

  test("equals the reference", () => {
    for (const { RI_mV, rate_Hz } of theory.f_I_noise_free) {
      expect(relativeError(constantInputRate(cell, RI_mV), rate_Hz)).toBeLessThan(1e-13);
    }
  });

  test("is zero up to the threshold, and bounded by the refractory period", () => {
    expect(constantInputRate(cell, 15)).toBe(0);
    expect(constantInputRate(cell, 14)).toBe(0);
    expect(constantInputRate(cell, 1e12)).toBeCloseTo(500, 6);
  });
});

describe("siegertRate", () => {
  test("equals the reference, computed with 30 digits", () => {
    for (const { mu, sigma, rate_Hz } of theory.siegert) {
      expect(relativeError(siegertRate(neuron, mu, sigma), rate_Hz)).toBeLessThan(1e-12);
    }
  });

  test("without noise is the rate of a constant input", () => {
    // The mean passage time differs from it by terms of second order in the deviation.
    for (const input of [21, 25, 40, 400]) {
      const limit = constantInputRate(neuron, input);
      const error = (deviation: number) =>
        relativeError(siegertRate(neuron, input, deviation), limit);
      expect(error(1e-3)).toBeLessThan(1e-5);
      expect(error(1e-6)).toBeLessThan(1e-11);
    }
  });

  test("falls to zero without overflow far below the threshold", () => {
    // Kramers' limit: the integrand near its end is 2 exp(u²), whose integral tends to exp(b²) / b.
    const b = (20 - -180) / 10;
    const expected = 1000 / (20 * Math.sqrt(Math.PI) * (Math.exp(b * b) / b));
    expect(relativeError(siegertRate(neuron, -180, 10), expected)).toBeLessThan(1 / (b * b));
    expect(siegertRate(neuron, -1000, 10)).toBe(0);
  });

  test("refuses what is no neuron and no noise", () => {
    expect(() => siegertRate(neuron, 10, 0)).toThrow(/deviation to be positive/);
    expect(() => siegertRate(neuron, Number.NaN, 1)).toThrow(/mean to be finite/);
    expect(() => siegertRate({ ...neuron, reset: 20 }, 10, 1)).toThrow(/above the reset/);
    expect(() => constantInputRate({ ...neuron, refractoryPeriod: -1 }, 10)).toThrow(
      /refractoryPeriod/,
    );
  });
});

describe("brunelFixedPoints", () => {
  const points = [
    ...Object.values(theory.brunel_mean_field.points),
    ...Object.values(theory.brunel_mean_field_small),
  ];

  test.each(points)("equals the reference at g $g, eta $eta", (point) => {
    const { g, eta, J_mV = 0.1, C_E = 1000, rate_Hz, mu_sigma_mV } = point;
    const degrees = { excitatoryInDegree: C_E, inhibitoryInDegree: C_E / 4 };
    const found = brunelFixedPoints({ ...neuron, ...degrees, g, eta, J: J_mV });
    expect(found).toHaveLength(rate_Hz.length);
    found.forEach(({ rate, mean, deviation }, i) => {
      expect(relativeError(rate, rate_Hz[i])).toBeLessThan(1e-10);
      expect(relativeError(mean, mu_sigma_mV[i][0])).toBeLessThan(1e-10);
      expect(relativeError(deviation, mu_sigma_mV[i][1])).toBeLessThan(1e-10);
    });
  });

  test("finds all three where excitation prevails", () => {
    const degrees = { excitatoryInDegree: 1000, inhibitoryInDegree: 250 };
    const found = brunelFixedPoints({ ...neuron, ...degrees, g: 2, eta: 0.5, J: 0.2 });
    expect(found).toHaveLength(3);
    for (const { rate, mean, deviation } of found) {
      expect(relativeError(siegertRate(neuron, mean, deviation), rate)).toBeLessThan(1e-9);
    }
  });
});
