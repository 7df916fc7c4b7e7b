import { box } from "@retrodict/distributions";
import {
  cholesky,
  column,
  columnMeans,
  columnStds,
  fromRows,
  solveCholesky,
} from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { nuts } from "@retrodict/samplers";
import { describe, expect, test } from "vitest";
import {
  asPosterior,
  covariance,
  cube,
  fromLogDensity,
  gaussian,
  logNormal,
} from "../posteriors.test.helper.ts";
import { conditionalPosterior } from "./conditional-posterior.ts";
import { conditionalSamples } from "./conditional-samples.ts";

const theta = Float64Array.of(9, -1, 1.2);

describe.each([
  ["slices", {}],
  ["gradients", { sampler: nuts() }],
])("one parameter of a Gaussian given the others, by %s", (_, options) => {
  test("is the Gaussian of the closed form", async () => {
    const found = await conditionalSamples(stream(1), asPosterior(gaussian), theta, [0], {
      samples: 4000,
      ...options,
    });
    // Regression on the others: Σ₁₂ Σ₂₂⁻¹.
    const [s12, s22] = [
      fromRows([[0.8], [-0.3]]),
      fromRows([
        [2, 0.1],
        [0.1, 0.5],
      ]),
    ];
    const slopes = solveCholesky(cholesky(s22), s12).data;
    const mean = 1 + slopes[0] * (theta[1] + 2) + slopes[1] * (theta[2] - 0.5);
    const std = Math.sqrt(covariance.data[0] - slopes[0] * 0.8 + slopes[1] * 0.3);
    // Five standard errors, by the number of independent draws.
    const { ess } = found.diagnostics;
    expect(Math.abs(columnMeans(found.samples)[0] - mean)).toBeLessThan((5 * std) / Math.sqrt(ess));
    expect(Math.abs(columnStds(found.samples)[0] / std - 1)).toBeLessThan(5 / Math.sqrt(2 * ess));
    expect(new Set(column(found.samples, 1))).toEqual(new Set([-1]));
    expect(new Set(column(found.samples, 2))).toEqual(new Set([1.2]));
    expect(found.warnings).toEqual([]);
  });
});

test("stays within the prior", async () => {
  const posterior = fromLogDensity(
    cube(3, 0, 1),
    ([a, b, c]) => logNormal(a + b, 1, 0.05) + logNormal(c, 0.5, 0.1),
    box([0, 0, 0], [1, 1, 1]),
  );
  const at = Float64Array.of(0.2, 0.98, 0.5);
  const { samples } = await conditionalSamples(stream(1), posterior, at, [2, 0]);
  expect(samples.rows).toBe(1000);
  expect(Math.min(...column(samples, 0))).toBeGreaterThan(0);
  expect(Math.max(...column(samples, 0))).toBeLessThan(0.02 + 6 * 0.05);
  expect(new Set(column(samples, 1))).toEqual(new Set([0.98]));
});

test("a conditional posterior has the gradient of the whole", () => {
  const part = conditionalPosterior(gaussian, theta, [2, 0]);
  const { logDensity, grad } = part.logDensityGrad!(fromRows([[0.5, 1]]));
  const whole = gaussian.logDensityGrad(fromRows([[0.5, -1, 1]]));
  expect(logDensity).toEqual(whole.logDensity);
  expect([...grad.data]).toEqual([whole.grad.data[0], whole.grad.data[2]]);
  expect(() => conditionalPosterior(gaussian, theta, [])).toThrow("got []");
});
