import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { parkMiller } from "./park-miller.test.helper.ts";
import { effectiveSampleSize, rHat } from "./index.ts";

/** Autoregressive chains driven by `uniform − 1/2`; the last one is shifted. */
function autoregressive(phi: number, rows: number, cols: number, shift = 0): Matrix {
  const chains = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const uniform = parkMiller(i + 1);
    const chain = row(chains, i);
    let x = 0;
    for (let t = 0; t < cols; t++) {
      x = phi * x + uniform() - 0.5;
      chain[t] = x + (i === rows - 1 ? shift : 0);
    }
  }
  return chains;
}

const power = (m: Matrix, exponent: number) =>
  matrix(
    m.rows,
    m.cols,
    m.data.map((x) => x ** exponent),
  );

// arviz 0.23.4: rhat(chains), ess(chains, method="bulk" | "tail" | "mean"). It gives no R̂ for one chain.
describe.each<[string, Matrix, number, number, number, number]>([
  [
    "correlated, odd length",
    autoregressive(0.6, 4, 101),
    1.0299586204947537,
    98.52182226937902,
    153.92691546539388,
    97.29973775717474,
  ],
  [
    "alternating",
    autoregressive(-0.6, 4, 100),
    1.0054356550167807,
    1040.823996531185,
    353.9480866031902,
    1040.823996531185,
  ],
  [
    "one chain elsewhere",
    autoregressive(0.3, 3, 200, 0.5),
    1.2864745953256875,
    9.309907700042857,
    79.63225855046291,
    8.868606046565823,
  ],
  [
    "a single slow chain",
    autoregressive(0.9, 1, 500),
    Number.NaN,
    20.43508748583165,
    19.338094760580578,
    19.810680959783486,
  ],
  [
    "heavy tails",
    power(autoregressive(0.2, 4, 150), 5),
    0.9995192407026704,
    399.6437763188092,
    490.9036400323469,
    397.6888392460024,
  ],
])("%s", (_, chains, hat, bulk, tail, mean) => {
  test("R̂ is arviz's", () => {
    if (chains.rows > 1) expect(rHat(chains)).toBeCloseTo(hat, 10);
    else expect(rHat(chains)).toBeGreaterThan(1);
  });

  test("effective sample sizes are arviz's", () => {
    expect(effectiveSampleSize(chains) / bulk).toBeCloseTo(1, 9);
    expect(effectiveSampleSize(chains, "tail") / tail).toBeCloseTo(1, 9);
    expect(effectiveSampleSize(chains, "mean") / mean).toBeCloseTo(1, 9);
  });
});

test("the bulk size does not change under a monotone map, as ranks do not", () => {
  const chains = autoregressive(0.5, 4, 100);
  const mapped = matrix(4, 100, chains.data.map(Math.exp));
  expect(effectiveSampleSize(mapped)).toBe(effectiveSampleSize(chains));
});

test("constant draws and NaN have no answer", () => {
  const constant = matrix(2, 10, new Float64Array(20).fill(3));
  const missing = matrix(
    2,
    10,
    Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? Number.NaN : i)),
  );
  for (const chains of [constant, missing]) {
    expect(rHat(chains)).toBeNaN();
    expect(effectiveSampleSize(chains)).toBeNaN();
    expect(effectiveSampleSize(chains, "tail")).toBeNaN();
    expect(effectiveSampleSize(chains, "mean")).toBeNaN();
  }
});

test("refuses chains too short to split", () => {
  expect(() => rHat(matrix(2, 3))).toThrow(/draws per chain to be an integer of at least 4/);
  expect(() => effectiveSampleSize(matrix(0, 9))).toThrow(/number of chains/);
});
