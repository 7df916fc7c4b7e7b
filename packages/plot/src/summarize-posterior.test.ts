import { fromRows } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { draws, normals, parameters } from "./fixtures.test.helper.ts";
import { summarizePosterior } from "./summarize-posterior.ts";

const unit = { name: "a", unit: "1", description: "", bounds: [0, 100] as const, default: 0 };

test("an even grid of values has the numbers one works out by hand", () => {
  const samples = fromRows(Array.from({ length: 101 }, (_, i) => [i]));
  const [summary] = summarizePosterior(samples, [unit]);
  expect(summary).toMatchObject({ name: "a", mean: 50, median: 50, lower: 5, upper: 95 });
  // The variance of 0…100 is 850, that of the prior 100² / 12.
  expect(summary.contraction).toBeCloseTo(1 - 850 / (10_000 / 12), 12);
});

test("contraction is measured on the scale of the prior", () => {
  const log = { ...unit, bounds: [1, 10_000] as const, scale: "log" as const };
  const samples = fromRows([[1], [10_000]]);
  // Half the mass at either end of an interval of length L: L² / 4 against L² / 12.
  expect(summarizePosterior(samples, [log])[0].contraction).toBeCloseTo(1 - 3, 12);
});

test.each(["linear", "log"] as const)(
  "contraction against a Gaussian prior is that of conjugate Gaussians, on a %s scale",
  (scale) => {
    const [rows, prior, noise] = [10_000, 0.5, 0.25];
    const posterior = Math.sqrt(1 / (1 / prior ** 2 + 1 / noise ** 2));
    const normal = normals(5);
    const drawn = (mean: number, deviation: number) => {
      const data = Float64Array.from({ length: rows }, () => mean + deviation * normal());
      return { rows, cols: 1, data: scale === "log" ? data.map(Math.exp) : data };
    };
    const [summary] = summarizePosterior(
      drawn(0.3, posterior),
      [{ ...unit, scale }],
      drawn(0, prior),
    );
    const expected = prior ** 2 / (prior ** 2 + noise ** 2);
    // Five standard errors: a variance from n normal draws is known to √(2 / n) of itself.
    const error = 5 * (1 - expected) * Math.sqrt(4 / rows);
    expect(Math.abs(summary.contraction - expected)).toBeLessThan(error);
  },
);

test("a prior without draws gives no contraction, one of another width is refused", () => {
  const none = { rows: 0, cols: 4, data: new Float64Array(0) };
  const [summary] = summarizePosterior(draws(10), parameters, none);
  expect(summary.contraction).toBeNaN();
  expect(summary.mean).not.toBeNaN();
  expect(() => summarizePosterior(draws(10), parameters, fromRows([[1]]))).toThrow(
    "expected prior of shape 1 × 4, got 1 × 1",
  );
});

test("rows that are not finite do not count", () => {
  const samples = draws(10);
  samples.data[3] = Number.NaN;
  const clean = { rows: 9, cols: 4, data: samples.data.subarray(4) };
  expect(summarizePosterior(samples, parameters)).toEqual(summarizePosterior(clean, parameters));
});

test("no draws give NaN, not an exception", () => {
  const [summary] = summarizePosterior({ rows: 0, cols: 1, data: new Float64Array(0) }, [unit]);
  expect(summary.mean).toBeNaN();
  expect(summary.median).toBeNaN();
});
