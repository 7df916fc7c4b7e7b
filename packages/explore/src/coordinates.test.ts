import { independent, box, logNormal } from "@retrodict/distributions";
import { fromRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import { coordinates } from "./coordinates.ts";
import { differences } from "./differences.ts";

const density = independent(box([0, -3], [1, 5]), logNormal([0.5], [0.8]));
const draws = density.sample(stream(1), 500);
const space = coordinates(density, draws);
const y = fromRows([
  [0.3, -0.8, 0.5],
  [-1.2, 0.4, -0.9],
]);

test("lead to theta and back", () => {
  space.fromTheta(space.toTheta(y)).data.forEach((v, at) => expect(v).toBeCloseTo(y.data[at], 9));
});

test("exact gradients by them are those that differences tell", () => {
  const [exact, numeric] = [space.logDensityGrad(y), differences(space.logDensity, y)];
  expect(exact.value).toEqual(numeric.value);
  // The third derivative of this density times the square of the step.
  exact.grad.data.forEach((by, at) => expect(by).toBeCloseTo(numeric.grad.data[at], 4));
});

test("far out they stay within the prior, half as near to its edges as any draw", () => {
  const far = space.toTheta(
    fromRows([
      [1e3, 1e3, 0],
      [-1e3, -1e3, 0],
    ]),
  );
  const least = Math.min(...Array.from({ length: 500 }, (_, i) => draws.data[3 * i]));
  expect(far.data[3]).toBeCloseTo(least / 2, 9);
  expect(far.data[0]).toBeLessThan(1);
  expect(far.data[4]).toBeGreaterThan(-3);
});

const halfLine = ({ data }: Matrix) => data.map((x) => (x < 0 ? -Infinity : 3 * x));

test("differences are one-sided where one side has no value, and 0 where none has", () => {
  const { grad } = differences(halfLine, fromRows([[0.001], [1], [-1]]));
  [3, 3, 0].forEach((slope, i) => expect(grad.data[i]).toBeCloseTo(slope, 9));
});
