import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanWarming, type Climate } from "./energy-balance.ts";

const YEARS = 200;
const anyClimate = fc.record({
  lambda: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
  gamma: fc.double({ min: 0.3, max: 1.5, noNaN: true }),
  C: fc.double({ min: 4, max: 14, noNaN: true }),
  C_d: fc.double({ min: 30, max: 400, noNaN: true }),
});

/** Equations 8–12 of Geoffroy et al. (2013), their notation: warming t years after a step of forcing. */
function stepResponse({ lambda, gamma, C, C_d: C0 }: Climate, F: number, t: number): number {
  const b = (lambda + gamma) / C + gamma / C0;
  const bStar = (lambda + gamma) / C - gamma / C0;
  const root = Math.sqrt(b * b - (4 * lambda * gamma) / (C * C0));
  const tau = [-root, root].map((d) => ((C * C0) / (2 * lambda * gamma)) * (b + d));
  const phi = [-root, root].map((d) => (C / (2 * gamma)) * (bStar + d));
  const aFast = (phi[1] * tau[0] * lambda) / (C * (phi[1] - phi[0]));
  const aSlow = (-phi[0] * tau[1] * lambda) / (C * (phi[1] - phi[0]));
  return (F / lambda) * (1 - aFast * Math.exp(-t / tau[0]) - aSlow * Math.exp(-t / tau[1]));
}

/** The differential equations themselves, by Runge and Kutta's classical steps of a hundredth of a year. */
function integrated({ lambda, gamma, C, C_d }: Climate, forcing: Float64Array): number[] {
  const steps = 100;
  const h = 1 / steps;
  const slope = (T: number, Td: number, F: number) =>
    [(F - lambda * T - gamma * (T - Td)) / C, (gamma * (T - Td)) / C_d] as const;
  let [T, Td] = [0, 0];
  return Array.from(forcing, (_, year) => {
    if (year === 0) return 0;
    for (let i = 0; i < steps; i++) {
      const at = (part: number) =>
        forcing[year - 1] + (forcing[year] - forcing[year - 1]) * (i + part) * h;
      const k1 = slope(T, Td, at(0));
      const k2 = slope(T + (h / 2) * k1[0], Td + (h / 2) * k1[1], at(0.5));
      const k3 = slope(T + (h / 2) * k2[0], Td + (h / 2) * k2[1], at(0.5));
      const k4 = slope(T + h * k3[0], Td + h * k3[1], at(1));
      T += (h / 6) * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]);
      Td += (h / 6) * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1]);
    }
    return T;
  });
}

describe("meanWarming", () => {
  test("after a step is the closed form with its fast and slow mode", () => {
    fc.assert(
      fc.property(anyClimate, (climate) => {
        const warming = meanWarming(climate, new Float64Array(YEARS).fill(7));
        // The closed form loses digits in differences that are small against 7 / lambda, at most 18 K.
        warming.forEach((T, year) =>
          expect(Math.abs(T - stepResponse(climate, 7, year))).toBeLessThan(1e-11),
        );
      }),
      { seed: 1 },
    );
  });

  test("solves the differential equations under any forcing", () => {
    const anyForcing = fc.array(fc.double({ min: -5, max: 10, noNaN: true }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyClimate, anyForcing, (climate, values) => {
        const forcing = Float64Array.from(values);
        const expected = integrated(climate, forcing);
        // Steps of h = 0.01 of modes with rates up to 1 a year err by h⁴ / 120, or 1e-10, of some 10 K.
        meanWarming(climate, forcing).forEach((T, year) =>
          expect(Math.abs(T - expected[year])).toBeLessThan(1e-9),
        );
      }),
      { seed: 1 },
    );
  });
});
