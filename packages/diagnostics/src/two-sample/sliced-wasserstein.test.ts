import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { normals } from "./normals.test.helper.ts";
import { slicedWasserstein } from "./sliced-wasserstein.ts";
import { wassersteinPower } from "./wasserstein-1d.ts";

describe("the Wasserstein distance on the line", () => {
  test("pairs the sorted values of samples of one size", () => {
    const [x, y] = [() => Float64Array.of(3, 0, 1), () => Float64Array.of(5, 2, 9)];
    // 0 → 2, 1 → 5, 3 → 9.
    expect(wassersteinPower(x(), y(), 1)).toBeCloseTo((2 + 4 + 6) / 3, 12);
    expect(wassersteinPower(x(), y(), 2)).toBeCloseTo((4 + 16 + 36) / 3, 12);
  });

  test("splits the mass of values between samples of different sizes", () => {
    const [x, y] = [() => Float64Array.of(0, 6), () => Float64Array.of(0, 3, 6)];
    // A sixth each of the mass goes from 0 to 3 and from 6 to 3.
    expect(wassersteinPower(x(), y(), 1)).toBeCloseTo(1, 12);
    expect(wassersteinPower(y(), x(), 2)).toBeCloseTo(3, 12);
  });
});

/** Mean of |u₁| over directions u of the 5-sphere's surface: Γ(5/2) / (√π Γ(3)). */
const MEAN_COSINE = 3 / 8;

describe("the sliced Wasserstein distance", () => {
  const shift = 2;
  const x = normals(stream(1), [200, 5]);
  const moved = matrix(
    200,
    5,
    x.data.map((value, i) => (i % 5 === 0 ? value + shift : value)),
  );

  test.each([
    [1, shift * MEAN_COSINE],
    [2, shift / Math.sqrt(5)],
  ] as const)(
    "of order %d from a sample to the same one moved is the closed form",
    async (order, expected) => {
      const { distance, standardError } = await slicedWasserstein(stream(2), x, moved, {
        order,
        projections: 400,
      });
      expect(standardError).toBeLessThan(0.05 * expected);
      expect(Math.abs(distance - expected)).toBeLessThan(3 * standardError);
    },
  );

  test("is exact in one dimension, and 0 between equal samples", async () => {
    const [a, b] = [matrix(2, 1, Float64Array.of(0, 6)), matrix(3, 1, Float64Array.of(0, 3, 6))];
    const { distance, standardError } = await slicedWasserstein(stream(1), a, b);
    expect(distance).toBeCloseTo(Math.sqrt(3), 12);
    expect(standardError).toBeCloseTo(0, 12);
    expect(await slicedWasserstein(stream(1), x, x)).toEqual({ distance: 0, standardError: 0 });
  });

  test("of normals of different scales is the difference of the scales, up to sampling", async () => {
    const [a, b] = [normals(stream(3), [4000, 2]), normals(stream(4), [4000, 2], { scale: 2 })];
    const { distance } = await slicedWasserstein(stream(5), a, b, { projections: 50 });
    // The error of an estimated standard deviation σ is σ / √2n; both samples have one.
    expect(Math.abs(distance - 1)).toBeLessThan(4 * Math.sqrt((1 + 4) / (2 * 4000)));
  });

  test("is a function of the stream, and ends once its signal is aborted", async () => {
    const first = await slicedWasserstein(stream(1), x, moved);
    expect(await slicedWasserstein(stream(1), x, moved)).toEqual(first);
    expect(await slicedWasserstein(stream(2), x, moved)).not.toEqual(first);
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done === 3) controller.abort();
    };
    await expect(
      slicedWasserstein(stream(1), x, moved, { signal: controller.signal, onProgress }),
    ).rejects.toThrow(expect.objectContaining({ code: "aborted" }));
  });

  test.each([
    ["other dimensions", normals(stream(1), [3, 2]), {}],
    ["no points", matrix(0, 5), {}],
    ["no directions", moved, { projections: 0 }],
    ["another order", moved, { order: 3 as 2 }],
  ])("refuses %s", async (_, y, options) => {
    await expect(slicedWasserstein(stream(1), x, y, options)).rejects.toThrow(
      "[diagnostics] expected",
    );
  });
});
