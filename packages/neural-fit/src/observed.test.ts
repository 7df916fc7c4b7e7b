import { fromRows, matrix } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { observedTrials } from "./index.ts";

const options = { columns: 2, trials: true, gaps: false, source: "mine" } as const;

test("one observation is one trial, and a copy", () => {
  const observed = Float64Array.of(1, 2);
  const trials = observedTrials(observed, options);
  observed[0] = 9;
  expect(trials).toEqual(matrix(1, 2, Float64Array.of(1, 2)));
});

test("trials are rows, where they are accepted", () => {
  const trials = fromRows([
    [1, 2],
    [3, 4],
  ]);
  expect(observedTrials(trials, options)).toEqual(trials);
  expect(() => observedTrials(trials, { ...options, trials: false })).toThrow(
    "[mine] expected one observation, got 2 trials",
  );
});

test("refuses what is not an observation", () => {
  expect(() => observedTrials(Float64Array.of(1), options)).toThrow("observed of length 2, got 1");
  expect(() => observedTrials(matrix(0, 2), options)).toThrow("got 0 of 2");
  expect(() => observedTrials(fromRows([[1, 2, 3]]), options)).toThrow("got 1 of 3");
  expect(() => observedTrials(Float64Array.of(1, NaN), options)).toThrow("finite");
  const gaps = { ...options, gaps: true };
  expect(observedTrials(Float64Array.of(1, NaN), gaps).data[1]).toBeNaN();
  expect(() => observedTrials(Float64Array.of(NaN, NaN), gaps)).toThrow("all is absent");
  expect(() => observedTrials(Float64Array.of(Infinity, NaN), gaps)).toThrow("finite");
});
