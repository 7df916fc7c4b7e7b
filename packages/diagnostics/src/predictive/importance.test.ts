import { multivariateNormal, normal } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { calibrationTrials } from "../calibration/calibration-trials.ts";
import { simulationBasedCalibration } from "../calibration/simulation-based-calibration.ts";
import { importanceCheck } from "./importance-check.ts";
import { rankDensity } from "./rank-density.ts";
import { reweightedPosterior } from "./reweighted-posterior.ts";

const gaussian = (mean: number, std: number) => normal([mean, 0], [std, 1]);
const target = gaussian(0, 1);

/** Draws from an estimate, weighed by the target. */
function checkOf(mean: number, std: number) {
  const estimate = gaussian(mean, std);
  const draws = estimate.sample(stream(1), 4000);
  const before = estimate.logDensity(draws);
  return importanceCheck(
    draws,
    target.logDensity(draws).map((after, i) => after - before[i]),
    ["a", "b"],
  );
}

describe("an importance check", () => {
  test("finds nothing where the posterior is the target", () => {
    const { verdict, k, ess, parameters } = checkOf(0, 1);
    expect(verdict.outcome).toBe("pass");
    expect(k).toBe(-Infinity);
    expect(ess).toBeCloseTo(4000, 6);
    for (const { shiftP } of parameters) expect(shiftP).toBe(1);
  });

  test("corrects a shifted posterior that covers the target", () => {
    const { verdict, k, ess, parameters } = checkOf(0.5, 1.3);
    expect(k).toBeLessThan(0.7);
    expect(verdict).toMatchObject({ outcome: "fail" });
    expect(verdict.sentence).toContain("the posterior mean of a by");
    const [{ corrected, drawn }] = parameters;
    // Five standard errors of means of as many draws.
    expect(Math.abs(drawn.mean - 0.5)).toBeLessThan((5 * 1.3) / Math.sqrt(4000));
    expect(Math.abs(corrected.mean)).toBeLessThan(5 / Math.sqrt(ess));
    expect(Math.abs(corrected.std - 1)).toBeLessThan(5 / Math.sqrt(ess));
  });

  test("says that a posterior much too narrow cannot be corrected", () => {
    const { verdict, k } = checkOf(0, 0.3);
    expect(k).toBeGreaterThan(0.7);
    expect(verdict.outcome).toBe("fail");
    expect(verdict.sentence).toContain("weights cannot correct it");
  });
});

/** The posterior of theta ~ N(0, 1) given x = theta + N(0, 1): N(x / 2, 1 / 2). */
const posteriorOf = (x: Float64Array) => {
  const density = normal(
    x.map((value) => value / 2),
    x.map(() => Math.sqrt(0.5)),
  );
  return {
    logDensity: density.logDensity,
    sample: async (rng: Parameters<typeof density.sample>[0], n: number) => ({
      samples: density.sample(rng, n),
      diagnostics: {},
      warnings: [],
    }),
  };
};

const eight = (value: number) => new Float64Array(8).fill(value);

describe("a posterior under another prior", () => {
  const from = normal([0], [1]);
  const to = normal([1], [1]);

  test("is the closed form's", async () => {
    const posterior = reweightedPosterior(posteriorOf(Float64Array.of(2)), { from, to });
    const { samples } = await posterior.sample(stream(2), 1000);
    // N(1, 1/2) times N(1, 1) over N(0, 1) is N(1.5, 1/2); five standard errors.
    const mean = samples.data.reduce((a, b) => a + b, 0) / 1000;
    const variance = samples.data.reduce((sum, value) => sum + (value - 1.5) ** 2, 0) / 1000;
    expect(Math.abs(mean - 1.5)).toBeLessThan(5 * Math.sqrt(0.5 / 1000));
    expect(Math.abs(variance - 0.5)).toBeLessThan(5 * 0.5 * Math.sqrt(2 / 1000));
    const at = matrix(3, 1, Float64Array.of(0, 1, 3));
    const density = posterior.logDensity!(at);
    const exact = normal([1.5], [Math.sqrt(0.5)]).logDensity(at);
    for (const i of [1, 2]) expect(density[i] - density[0]).toBeCloseTo(exact[i] - exact[0], 10);
  });

  test("is the closed form's in eight dimensions, seven standard deviations from the first draws", async () => {
    // N(-0.5, 1/2) times N(1, 1/2) over N(0, 1): precision 3, mean (-1 + 2) / 3 in each dimension.
    const change = {
      from: normal(eight(0), eight(1)),
      to: normal(eight(1), eight(Math.sqrt(0.5))),
    };
    const posterior = reweightedPosterior(posteriorOf(eight(-1)), change);
    const { samples, diagnostics } = await posterior.sample(stream(6), 500);
    expect(samples.rows).toBe(500);
    expect(diagnostics.worth).toBeGreaterThan(1000);
    const sum = (of: (value: number) => number) =>
      samples.data.reduce((total, value) => total + of(value), 0);
    // Five standard errors of 4000 numbers.
    expect(Math.abs(sum((v) => v) / 4000 - 1 / 3)).toBeLessThan(5 * Math.sqrt(1 / 3 / 4000));
    const variance = sum((v) => (v - 1 / 3) ** 2) / 4000;
    expect(Math.abs(variance - 1 / 3)).toBeLessThan((5 / 3) * Math.sqrt(2 / 4000));
  });

  test("makes calibration local: truths drawn from that prior rank uniformly, and without it they do not", async () => {
    const rng = stream(3);
    const theta = to.sample(rng.fork("theta"), 300);
    const x = matrix(
      300,
      1,
      theta.data.map((value) => value + rng.normal()),
    );
    const outcome = async (of: (x: Float64Array) => ReturnType<typeof reweightedPosterior>) => {
      const trials = await calibrationTrials(rng.fork("trials"), of, { theta, x }, { draws: 99 });
      return simulationBasedCalibration(trials).verdict.outcome;
    };
    expect(await outcome((one) => reweightedPosterior(posteriorOf(one), { from, to }))).toBe(
      "pass",
    );
    expect(await outcome(posteriorOf)).toBe("fail");
  });

  test("gives no draws where the other prior has no mass", async () => {
    const nowhere = {
      ...from,
      logDensity: ({ rows }: Matrix) => new Float64Array(rows).fill(-Infinity),
    };
    const drawn = await reweightedPosterior(posteriorOf(Float64Array.of(0)), {
      from,
      to: nowhere,
    }).sample(stream(4), 100);
    expect(drawn.samples.rows).toBe(0);
    expect(drawn.warnings[0]).toContain("worth 0 draws under the other prior, too few for 100");
  });
});

test("a density ranks an observation among simulations", () => {
  const density = multivariateNormal([0, 0], matrix(2, 2, Float64Array.of(1, 0.8, 0.8, 1)));
  const simulated = density.sample(stream(5), 999);
  const close = rankDensity(density, simulated, Float64Array.of(0, 0));
  expect(close.pValue).toBe(1);
  const { statistic, pValue } = rankDensity(density, simulated, Float64Array.of(2, -2));
  expect(pValue).toBe(1 / 1000);
  // log 2π + ½ log det + ½ x' Σ⁻¹ x, with det 0.36 and x' Σ⁻¹ x = 8 / 0.2.
  expect(statistic).toBeCloseTo(Math.log(2 * Math.PI) + 0.5 * Math.log(0.36) + 20, 10);
});
