import {
  box,
  gaussianMixture,
  independent,
  logNormal,
  multivariateNormal,
  normal,
} from "@retrodict/distributions";
import { fromRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { gaussianForm } from "./gaussian-form.ts";

const correlated = multivariateNormal(
  [1, -2],
  fromRows([
    [9, -2],
    [-2, 0.5],
  ]),
);

test.each([
  ["independent normals of other scales", normal([1, 2, 3], [0.1, 1, 20])],
  ["a correlated normal", correlated],
  ["parts side by side", independent(normal([0], [3]), correlated, normal([1, 2], [0.5, 2]))],
  [
    "a mixture of one",
    gaussianMixture({
      weights: [1],
      means: fromRows([[1, 2]]),
      covariances: [
        fromRows([
          [1, 0.5],
          [0.5, 2],
        ]),
      ],
    }),
  ],
])("%s has all its scales and correlations", (_, prior) => {
  const form = gaussianForm(prior);
  if (form === "uniform") throw new Error("expected a Gaussian");
  const points = prior.sample(stream(1), 50);
  const expected = prior.logDensity(points);
  form.logDensity(points).forEach((log, i) => expect(log).toBeCloseTo(expected[i], 9));
});

test("boxes are uniform, side by side too", () => {
  expect(gaussianForm(box([0, -1], [1, 1]))).toBe("uniform");
  expect(gaussianForm(independent(box([0], [1]), box([2], [3])))).toBe("uniform");
});

test.each([
  ["a log-normal", logNormal([0], [1])],
  ["a normal beside a box", independent(normal([0], [1]), box([0], [1]))],
  ["laws that differ", independent(normal([0], [1]), logNormal([0], [1]))],
  ["one without config", { ...normal([0], [1]) }],
])("%s is refused", (_, prior) => {
  expect(() => gaussianForm(prior)).toThrow("[snpe] expected a prior that is Gaussian or uniform");
});
