import { fromRows } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { draws, parameters } from "./fixtures.test.helper.ts";
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
