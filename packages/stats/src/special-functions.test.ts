import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf, normalQuantile, regularizedGammaQ } from "./index.ts";

/** Equal but for a few last bits. */
function expectRelative(got: number, expected: number, tolerance: number): void {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("regularised incomplete gamma function", () => {
  // scipy.special.gammaincc(a, x), scipy 1.17.
  test.each([
    [0.5, 0.1, 0.6547208460185768],
    [0.5, 9, 2.2090496998585475e-5],
    [1, 2.5, 0.0820849986238988],
    [2.5, 0.3, 0.9880032427940937],
    [10, 9.9, 0.4705015820615387],
    [10, 30, 7.121750862815593e-6],
    [99.5, 120, 0.024895856450504877],
    [5000, 4900, 0.922055043773486],
    [3, 0, 1],
    [2, 700, 6.911633257175853e-302],
  ])("Q(%d, %d)", (a, x, expected) => {
    // The exponent a log x − x − log Γ(a) loses about its own size in last bits: 5000 log 5000 = 4e4 of them.
    expectRelative(regularizedGammaQ(a, x), expected, a > 1000 ? 1e-11 : 1e-12);
  });

  test("satisfies Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1) on both sides of the switch", () => {
    const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 40, noNaN: true }),
        (a, x) => {
          const step = (x ** a * Math.exp(-x)) / factorial(a);
          const difference = regularizedGammaQ(a + 1, x) - regularizedGammaQ(a, x);
          expect(Math.abs(difference - step)).toBeLessThan(1e-13);
        },
      ),
    );
  });

  test("is NaN outside its domain, and has its limits", () => {
    expect([regularizedGammaQ(0, 1), regularizedGammaQ(1, -1)]).toEqual([Number.NaN, Number.NaN]);
    expect(regularizedGammaQ(2, Infinity)).toBe(0);
  });
});

describe("normal law", () => {
  // scipy.stats.norm.cdf, scipy 1.17.
  test.each([
    [-30, 4.906713927147908e-198],
    [-8.3, 5.2055697448902465e-17],
    [-3, 0.0013498980316300933],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [0.25, 0.5987063256829237],
    [1.96, 0.9750021048517795],
    [6, 0.9999999990134123],
  ])("cdf(%d)", (x, expected) => expectRelative(normalCdf(x), expected, 1e-12));

  // scipy.stats.norm.ppf, scipy 1.17; one probability per branch and more.
  test.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [0.0001, -3.7190164854556804],
    [0.075, -1.4395314709384563],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.62, 0.3054807880993974],
    [0.93, 1.475791028179171],
    [0.999, 3.090232306167813],
  ])("quantile(%d)", (p, expected) => expectRelative(normalQuantile(p), expected, 4e-15));

  test("quantile and cdf undo each other", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expectRelative(normalCdf(normalQuantile(p)), p, 1e-12);
      }),
    );
  });

  test("quantile at and beyond the ends", () => {
    expect([0, 1, -0.1, 1.1].map(normalQuantile)).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
