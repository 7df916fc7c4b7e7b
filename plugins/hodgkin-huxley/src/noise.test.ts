import { describe, expect, test } from "vitest";
import { kernel } from "./kernel.ts";

const N = 1_000_000;

/** A copy of the first `n` normals of a key. */
function normals(high: number, low: number, n = N): Float64Array {
  const { buffers, fillNoise, view } = kernel();
  const { noise } = buffers(n);
  fillNoise(high, low, n, noise);
  return view(noise, n).slice();
}

/** Standard normal distribution function by its series (Marsaglia, J. Stat. Softw. 11(4), 2004). */
function phi(x: number): number {
  let sum = x;
  let term = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * (Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI));
}

const draws = normals(0x12345678, 0x9abcdef0);
const mean = (values: Float64Array, f: (x: number) => number) =>
  values.reduce((sum, x) => sum + f(x), 0) / values.length;

describe("the kernel's normals", () => {
  test("have the moments of a normal", () => {
    // Mean and variance of x^k are E[x^k] and E[x^2k] - E[x^k]^2; five standard errors are allowed.
    const moment = [1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395];
    for (const k of [1, 2, 3, 4, 5, 6]) {
      const sd = Math.sqrt((moment[2 * k] - moment[k] ** 2) / N);
      expect(Math.abs(mean(draws, (x) => x ** k) - moment[k])).toBeLessThan(5 * sd);
    }
  });

  test("lie in each tail as often as they should, beyond the ziggurat's last layer too", () => {
    for (const edge of [1, 2, 3, 3.6541528853610088, 4]) {
      const p = 1 - phi(edge);
      const sd = Math.sqrt((p * (1 - p)) / N);
      for (const sign of [1, -1]) {
        const share = mean(draws, (x) => (sign * x > edge ? 1 : 0));
        expect(Math.abs(share - p)).toBeLessThan(5 * sd);
      }
    }
  });

  test("follow the normal distribution function (Kolmogorov-Smirnov)", () => {
    const sorted = draws.toSorted();
    const gap = sorted.reduce((worst, x, i) => {
      const p = phi(x);
      return Math.max(worst, p - i / N, (i + 1) / N - p);
    }, 0);
    // The distance exceeds 1.95 / sqrt(n) once in a thousand keys.
    expect(gap).toBeLessThan(1.95 / Math.sqrt(N));
  });

  test("are uncorrelated with their neighbours and with those of the next key", () => {
    const other = normals(0x12345678, 0x9abcdef1);
    const products = [
      (x: number, i: number) => x * draws[(i + 1) % N],
      (x: number, i: number) => x * other[i],
      (x: number, i: number) => (x * x - 1) * (other[i] ** 2 - 1) * 0.5,
    ];
    for (const product of products) {
      const correlation = draws.reduce((sum, x, i) => sum + product(x, i), 0) / N;
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(N));
    }
  });

  test("depend on key and place alone", () => {
    expect(normals(0x12345678, 0x9abcdef0, 1000)).toEqual(draws.subarray(0, 1000));
    expect(normals(0x12345679, 0x9abcdef0, 1000)).not.toEqual(draws.subarray(0, 1000));
    expect([...normals(1, 2, 4)]).toMatchInlineSnapshot(`
      [
        -1.4153351559830267,
        -1.4627371137310696,
        1.7395409579998165,
        2.0228223948397512,
      ]
    `);
  });
});
