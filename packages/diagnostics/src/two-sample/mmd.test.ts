import { gatherRows, matrix, stackRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { mmdTest } from "./mmd-test.ts";
import { mmd } from "./mmd.ts";
import { normals } from "./normals.test.helper.ts";

const BANDWIDTH = 1.5;

/** E k(x, y) of x − y normal with mean (shift, 0 …) and variance `variance` in every column. */
function meanKernel(dim: number, shift: number, variance: number): number {
  const width = BANDWIDTH ** 2;
  const factor = (width / (width + variance)) ** (dim / 2);
  return factor * Math.exp(-(shift ** 2) / (2 * (width + variance)));
}

/** The squared discrepancy by its definition, pair by pair. */
function byDefinition(
  x: Matrix,
  y: Matrix,
  bandwidth: number,
): { unbiased: number; biased: number } {
  const kernel = (a: Matrix, i: number, b: Matrix, j: number) => {
    let square = 0;
    for (let k = 0; k < a.cols; k++) {
      square += (a.data[i * a.cols + k] - b.data[j * b.cols + k]) ** 2;
    }
    return Math.exp(-square / (2 * bandwidth ** 2));
  };
  const total = (a: Matrix, b: Matrix) => {
    let sum = 0;
    for (let i = 0; i < a.rows; i++) for (let j = 0; j < b.rows; j++) sum += kernel(a, i, b, j);
    return sum;
  };
  const [m, n] = [x.rows, y.rows];
  const cross = (2 * total(x, y)) / (m * n);
  return {
    unbiased: (total(x, x) - m) / (m * (m - 1)) + (total(y, y) - n) / (n * (n - 1)) - cross,
    biased: total(x, x) / m ** 2 + total(y, y) / n ** 2 - cross,
  };
}

describe("the maximum mean discrepancy", () => {
  test.each([
    [2, 1, 1],
    [5, 0.5, 2],
    [3, 0, 1],
  ])("of normals in %d dimensions is the closed form", (dim, shift, scale) => {
    const ofX = meanKernel(dim, 0, 2);
    const ofY = meanKernel(dim, 0, 2 * scale ** 2);
    const expected = ofX + ofY - 2 * meanKernel(dim, shift, 1 + scale ** 2);
    const estimates = Array.from({ length: 40 }, (_, i) => {
      const x = normals(stream(i).fork("x"), [60, dim]);
      const y = normals(stream(i).fork("y"), [80, dim], { shift, scale });
      return mmd(x, y, { bandwidth: BANDWIDTH }).unbiased;
    });
    const mean = estimates.reduce((a, b) => a + b) / estimates.length;
    const squares = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const standardError = Math.sqrt(squares / (estimates.length - 1) / estimates.length);
    expect(Math.abs(mean - expected)).toBeLessThan(3 * standardError);
  });

  test("is its definition, with the median distance as bandwidth", () => {
    const x = matrix(2, 1, Float64Array.of(0, 1));
    const y = matrix(3, 1, Float64Array.of(3, 7, 15));
    const { bandwidth, unbiased, biased } = mmd(x, y);
    // The distances are 1, 2, 3, 4, 6, 7, 8, 12, 14, 15.
    expect(bandwidth).toBe(6.5);
    const expected = byDefinition(x, y, bandwidth);
    expect(unbiased).toBeCloseTo(expected.unbiased, 12);
    expect(biased).toBeCloseTo(expected.biased, 12);
  });

  test("does not care which sample is which, and is 0 between equal ones", () => {
    const [x, y] = [normals(stream(1), [30, 2]), normals(stream(2), [20, 2], { shift: 1 })];
    expect(mmd(y, x).unbiased).toBeCloseTo(mmd(x, y).unbiased, 12);
    expect(mmd(x, x).biased).toBeCloseTo(0, 12);
  });

  test("takes a single point against many", () => {
    const [x, y] = [normals(stream(1), [30, 2]), normals(stream(2), [1, 2])];
    const { unbiased, biased } = mmd(x, y, { bandwidth: 1 });
    expect(unbiased).toBeNaN();
    expect(biased).toBeCloseTo(byDefinition(x, y, 1).biased, 12);
  });

  test.each([
    ["other dimensions", matrix(3, 2), matrix(3, 1), {}],
    ["no points", matrix(3, 2), matrix(0, 2), {}],
    ["a gap", matrix(2, 1), matrix(1, 1, Float64Array.of(NaN)), {}],
    ["a bandwidth of 0", normals(stream(1), [3, 2]), normals(stream(2), [3, 2]), { bandwidth: 0 }],
    ["points that are all the same, without a bandwidth", matrix(3, 1), matrix(3, 1), {}],
  ])("refuses %s", (_, x, y, options) => {
    expect(() => mmd(x, y, options)).toThrow("[diagnostics] expected");
  });
});

describe("the test by random exchanges", () => {
  test("raises as many false alarms as it says", async () => {
    const runs = 400;
    const level = 0.1;
    let alarms = 0;
    for (let i = 0; i < runs; i++) {
      const [x, y] = [normals(stream(i).fork("x"), [15, 2]), normals(stream(i).fork("y"), [10, 2])];
      const { pValue } = await mmdTest(stream(i), x, y, { permutations: 19 });
      if (pValue <= level) alarms++;
    }
    const deviation = Math.sqrt(runs * level * (1 - level));
    expect(Math.abs(alarms - runs * level)).toBeLessThan(3 * deviation);
  });

  test("counts the exchanges that do at least as well, each measured as `mmd` does", async () => {
    const [x, y] = [normals(stream(1), [4, 1]), normals(stream(2), [2, 1], { shift: 1 })];
    const found = await mmdTest(stream(3), x, y, { permutations: 50 });
    const { bandwidth } = mmd(x, y);
    const all = stackRows(x, y);
    const possible = pairsOf(6).map(([i, j]) => {
      const rest = [0, 1, 2, 3, 4, 5].filter((k) => k !== i && k !== j);
      return mmd(gatherRows(all, rest), gatherRows(all, [i, j]), { bandwidth }).biased;
    });
    expect(found.bandwidth).toBe(bandwidth);
    expect(found.statistic).toBeCloseTo(mmd(x, y).biased, 12);
    for (const statistic of found.nullStatistics) {
      expect(Math.min(...possible.map((value) => Math.abs(value - statistic)))).toBeLessThan(1e-12);
    }
    const atLeast = found.nullStatistics.filter((value) => value >= found.statistic).length;
    expect(found.pValue).toBe((1 + atLeast) / 51);
    expect(found.verdict.outcome).toBe("unclear");
  });

  test("counts the exchange of both samples as a tie", async () => {
    const [x, y] = [
      matrix(2, 1, Float64Array.of(0.1, 0.2)),
      matrix(2, 1, Float64Array.of(7.3, 9.7)),
    ];
    const { nullStatistics, statistic, pValue } = await mmdTest(stream(1), x, y, {
      permutations: 300,
    });
    // Of the six ways to divide four points in two pairs, two are the one given.
    const ties = nullStatistics.filter((value) => Math.abs(value - statistic) < 1e-9).length;
    expect(Math.abs(ties - 100)).toBeLessThan(3 * Math.sqrt((300 * 2) / 9));
    expect(pValue).toBe((1 + ties) / 301);
  });

  test("finds a shift, and an observation far out", async () => {
    const x = normals(stream(1), [120, 3]);
    const shifted = await mmdTest(stream(2), x, normals(stream(3), [100, 3], { shift: 1 }));
    expect(shifted).toMatchObject({ pValue: 1 / 200, verdict: { outcome: "fail" } });
    const far = await mmdTest(stream(2), x, matrix(1, 3, Float64Array.of(5, 5, 5)));
    expect(far.verdict.outcome).toBe("fail");
    const near = await mmdTest(stream(2), x, matrix(1, 3));
    expect(near.verdict.outcome).toBe("pass");
  });

  test("is a function of the stream and the samples, and ends once its signal is aborted", async () => {
    const [x, y] = [normals(stream(1), [20, 2]), normals(stream(2), [20, 2])];
    const first = await mmdTest(stream(3), x, y);
    expect(await mmdTest(stream(3), x, y)).toEqual(first);
    expect(await mmdTest(stream(4), x, y)).not.toEqual(first);
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done === 5) controller.abort();
    };
    await expect(
      mmdTest(stream(3), x, y, { signal: controller.signal, onProgress }),
    ).rejects.toThrow(expect.objectContaining({ code: "aborted" }));
  });
});

function pairsOf(n: number): readonly (readonly [number, number])[] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: i }, (_value, j) => [j, i] as const),
  ).flat();
}
