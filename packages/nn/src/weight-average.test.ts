import { expect, test } from "vitest";
import { weightAverage } from "./weight-average.ts";

const at = (value: number) => () => Float32Array.of(value);

test("is the initial weights, then the first step's, then a mean of every fifth", () => {
  const average = weightAverage(Float32Array.of(7));
  expect([...average.weights()]).toEqual([7]);
  for (let step = 0; step < 11; step++) average.step(at(step)); // 0, 5 and 10 count
  expect([...average.weights()]).toEqual([5]);
});

test("forgets exponentially, with a horizon of two hundred steps", () => {
  const average = weightAverage(Float32Array.of(0));
  for (let step = 0; step < 1000; step++) average.step(at(1));
  for (let step = 0; step < 200; step++) average.step(at(0));
  expect(average.weights()[0]).toBeCloseTo((1 - 5 / 200) ** 40, 6);
});
