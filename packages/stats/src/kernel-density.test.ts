import { row } from "@retrodict/matrix";
import { describe, expect, test } from "vitest";
import { parkMiller } from "./park-miller.test.helper.ts";
import { highestDensityLevels, kernelDensity1d, kernelDensity2d } from "./index.ts";

const uniform = parkMiller(7);
const v = Float64Array.from({ length: 50 }, () => uniform() + uniform() + uniform());
const w = Float64Array.from({ length: 50 }, () => 4 * uniform());

/** Sum over a grid times its cell. */
const integral = (density: Float64Array, ...axes: readonly Float64Array[]) =>
  axes.reduce(
    (sum, axis) => sum * (axis[1] - axis[0]),
    density.reduce((a, b) => a + b, 0),
  );

describe("one dimension", () => {
  // scipy.stats.gaussian_kde(v, rule) at 0.5, 1.5 and 2.2, and its bandwidth; scipy 1.17.
  test.each([
    ["scott", 0.2265794846223196, [0.09933190697146352, 0.791471880033952, 0.34906486809384213]],
    [
      "silverman",
      0.23999839200451367,
      [0.10266261268860921, 0.7771262568719596, 0.34797612141870576],
    ],
  ] as const)("%s's rule is scipy's", (bandwidth, width, expected) => {
    [0.5, 1.5, 2.2].forEach((x, i) => {
      const at = kernelDensity1d(v, { bandwidth, points: 2, range: [x, x + 1] });
      expect(at.bandwidth).toBeCloseTo(width, 12);
      // Kernels are cut where 1e-8 of their height is left.
      expect(Math.abs(at.density[0] - expected[i])).toBeLessThan(1e-7);
    });
  });

  test("integrates to one, up to what lies beyond three bandwidths", () => {
    const { x, density } = kernelDensity1d(v);
    expect(x.length).toBe(256);
    // At most 50 values at the very edge would leave 0.00135 each; two do here.
    expect(Math.abs(integral(density, x) - 1)).toBeLessThan(2e-3);
  });

  test("reflects at bounds: nothing is lost, and a uniform sample stays flat at its edges", () => {
    const flat = Float64Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);
    const { x, density } = kernelDensity1d(flat, { bounds: [0, 1], points: 101 });
    expect([x[0], x[100]]).toEqual([0, 1]);
    density.forEach((value) => expect(value).toBeCloseTo(1, 3));
    const open = kernelDensity1d(flat, { range: [0, 1], points: 3 });
    expect(open.density[0]).toBeCloseTo(0.5, 2);
  });

  test("is zero beyond its bounds", () => {
    const { density } = kernelDensity1d(Float64Array.of(0.1, 0.2), {
      bounds: [0, 1],
      range: [-1, 1],
      points: 5,
    });
    expect([...density.subarray(0, 2)]).toEqual([0, 0]);
    expect(density[2]).toBeGreaterThan(0);
  });
});

describe("two dimensions", () => {
  // The mean of scipy.stats.norm.pdf products with these bandwidths, scipy 1.17.
  test.each([
    [0.5, 1, 0.026855141613705086],
    [1.5, 2, 0.17300935402354958],
    [2, 3.5, 0.12559765981747975],
  ])("at (%d, %d)", (x, y, expected) => {
    const at = kernelDensity2d(v, w, {
      points: [2, 3],
      range: [
        [x, x + 1],
        [y - 1, y + 1],
      ],
    });
    expect(at.bandwidth[0]).toBeCloseTo(0.2581385808246701, 12);
    expect(at.bandwidth[1]).toBeCloseTo(0.5422709197408382, 12);
    expect([at.density.rows, at.density.cols]).toEqual([3, 2]);
    expect(Math.abs(row(at.density, 1)[0] - expected)).toBeLessThan(1e-7);
  });

  test("integrates to one within bounds", () => {
    const bounds = [
      [0, 3],
      [0, 4],
    ] as const;
    const { x, y, density } = kernelDensity2d(v, w, { bounds, range: bounds, points: [301, 401] });
    // A point sum counts edge cells whole, which here hold half a cell's width of density below 0.5.
    expect(Math.abs(integral(density.data, x, y) - 1)).toBeLessThan(0.01);
  });

  test("its margin over the whole plane is the one-dimensional density of that bandwidth", () => {
    const wide = [
      [-2, 5],
      [-5, 9],
    ] as const;
    const { y, density, bandwidth } = kernelDensity2d(v, w, { range: wide, points: [50, 400] });
    const one = kernelDensity1d(v, { range: wide[0], points: 50, bandwidth: bandwidth[0] });
    one.density.forEach((expected, j) => {
      let sum = 0;
      for (let i = 0; i < density.rows; i++) sum += row(density, i)[j];
      expect(sum * (y[1] - y[0])).toBeCloseTo(expected, 7);
    });
  });
});

describe("levels of highest density", () => {
  test("of a normal enclose their mass", () => {
    const x = Float64Array.from({ length: 2001 }, (_, i) => (i - 1000) / 200);
    const density = x.map((value) => Math.exp(-0.5 * value * value));
    const [half, most] = highestDensityLevels(density, [0.5, 0.95]);
    // Half of a normal lies within 0.6745 of its mean, 95 % within 1.96; a cell is 0.005 wide.
    expect(half).toBeCloseTo(Math.exp(-0.5 * 0.6745 ** 2), 2);
    expect(most).toBeCloseTo(Math.exp(-0.5 * 1.96 ** 2), 2);
  });

  test("by hand", () => {
    const density = Float64Array.of(1, 4, 3, 2);
    expect([...highestDensityLevels(density, [0, 0.4, 0.5, 0.7, 1])]).toEqual([4, 4, 3, 3, 1]);
  });
});

test.each<[string, () => unknown, RegExp]>([
  [
    "a constant sample without a bandwidth",
    () => kernelDensity1d(Float64Array.of(1, 1)),
    /pass the bandwidth as a number/,
  ],
  [
    "a single value without a bandwidth",
    () => kernelDensity1d(Float64Array.of(1)),
    /pass the bandwidth/,
  ],
  ["NaN", () => kernelDensity1d(Float64Array.of(1, Number.NaN)), /values to be finite/],
  ["no bandwidth", () => kernelDensity1d(v, { bandwidth: 0 }), /bandwidth to be positive/],
  ["a swapped range", () => kernelDensity1d(v, { range: [1, 0] }), /range from low to high/],
  [
    "one grid point",
    () => kernelDensity1d(v, { points: 1 }),
    /points to be an integer of at least 2/,
  ],
  ["points that do not pair", () => kernelDensity2d(v, w.slice(1)), /y of length 50, got 49/],
  ["a mass beyond one", () => highestDensityLevels(v, [1.5]), /every mass between 0 and 1/],
])("refuses %s", (_, act, message) => {
  expect(act).toThrow(message);
});
