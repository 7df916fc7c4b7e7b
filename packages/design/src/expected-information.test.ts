import { multivariateNormal } from "@retrodict/distributions";
import { mdn } from "@retrodict/mdn";
import { stream } from "@retrodict/random";
import { snpe } from "@retrodict/snpe";
import type { Proposal } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { saying } from "./posteriors.test.helper.ts";
import { expectedInformation, type Belief } from "./index.ts";
import {
  covariance,
  exactInformation,
  exactPosterior,
  experiments,
  posteriorCovariance,
  prior,
} from "./linear-gaussian.test.helper.ts";

const [single, , both] = experiments;
const estimator = mdn({ components: 1, hidden: 10 });
const algorithm = ({ prior }: Parameters<typeof snpe>[0]) => snpe({ prior, estimator });

describe("with the exact posterior", () => {
  const exact = exactInformation(covariance, both);
  const exactly = saying((x) => exactPosterior(covariance, both, x));

  test("the bound is the information", async () => {
    const { ranking } = await expectedInformation(stream(1), prior, [both], {
      algorithm: exactly,
      simulations: 20,
      evaluations: 4000,
    });
    const [{ lower }] = ranking;
    expect(Math.abs(lower.value - exact)).toBeLessThan(4 * lower.standardError);
    expect(lower.standardError).toBeLessThan(0.03);
  });

  test("a posterior twice too wide loses its divergence from the exact one", async () => {
    const wide = saying((x) => {
      const { config } = exactPosterior(covariance, both, x);
      const { mean } = config as unknown as { mean: number[] };
      const after = posteriorCovariance(covariance, both);
      return multivariateNormal(mean, { ...after, data: after.data.map((v) => 4 * v) });
    });
    const { ranking } = await expectedInformation(stream(1), prior, [both], {
      algorithm: wide,
      simulations: 20,
      evaluations: 4000,
    });
    const [{ lower }] = ranking;
    // KL(N(m, Σ) ‖ N(m, 4 Σ)) in two dimensions: log 4 − 1 + 1/4.
    const loss = Math.log(4) - 0.75;
    expect(Math.abs(lower.value - (exact - loss))).toBeLessThan(4 * lower.standardError);
  });

  test("densities known up to a constant give the contrastive bound, at most log(L + 1)", async () => {
    const shifted = saying((x) => {
      const density = exactPosterior(covariance, both, x);
      return { ...density, logDensity: (theta) => density.logDensity(theta).map((v) => v + 7) };
    }, false);
    const options = { algorithm: shifted, bound: "contrastive", simulations: 20 } as const;
    const { ranking } = await expectedInformation(stream(1), prior, [both], {
      ...options,
      evaluations: 1000,
      contrasts: 1000,
    });
    const [{ lower }] = ranking;
    expect(lower.value).toBeLessThan(exact + 4 * lower.standardError);
    expect(lower.value).toBeGreaterThan(exact - 4 * lower.standardError - 0.03);
    const few = await expectedInformation(stream(1), prior, [both], { ...options, contrasts: 3 });
    expect(few.ranking[0].lower.value).toBeLessThan(Math.log(4));
    expect(few.ranking[0].warnings.join()).toContain("raise contrasts");
  });

  test("so does a belief known up to a constant, by itself", async () => {
    const belief: Proposal = {
      dim: prior.dim,
      support: prior.support,
      normalized: false,
      logDensity: (theta) => prior.logDensity(theta).map((value) => value - 5),
      sample: async (rng, n) => ({
        samples: prior.sample(rng, n),
        diagnostics: {},
        warnings: [],
      }),
    };
    const options = { algorithm: exactly, simulations: 20, evaluations: 100, contrasts: 100 };
    const run = (of: Belief) =>
      expectedInformation(stream(1), of, [both], { ...options, bound: "contrastive" });
    const [{ lower }] = (await expectedInformation(stream(1), belief, [both], options)).ranking;
    expect(lower.value).toBeCloseTo((await run(prior)).ranking[0].lower.value, 10);
  });

  test("and refuse the other", async () => {
    const unknown = saying((x) => exactPosterior(covariance, both, x), false);
    await expect(
      expectedInformation(stream(1), prior, [both], { algorithm: unknown, simulations: 20 }),
    ).rejects.toThrow(/use bound: "contrastive"/);
  });
});

test("learned by snpe: bounds below the closed form and close to it, ranked as it ranks", async () => {
  const { ranking, verdict } = await expectedInformation(stream(2), prior, experiments, {
    algorithm,
    simulations: 2000,
    evaluations: 2000,
    fit: { epochs: 100 },
  });
  for (const { experiment, lower, failed, warnings } of ranking) {
    const exact = exactInformation(covariance, experiment);
    expect(lower.value).toBeLessThan(exact + 4 * lower.standardError);
    // w weights learned from n rows fall short by w / 2 n nats, as a rule (Akaike 1973).
    const { paramCount } = estimator({ targetDim: 2, contextDim: 4 });
    const loss = paramCount / (2 * 2000);
    expect(lower.value).toBeGreaterThan(exact - 4 * lower.standardError - loss);
    expect(failed).toBe(0);
    expect(warnings).toEqual([]);
  }
  const order = experiments.toSorted(
    (a, b) => exactInformation(covariance, b) - exactInformation(covariance, a),
  );
  expect(ranking.map(({ experiment }) => experiment.name)).toEqual(order.map(({ name }) => name));
  expect(verdict.outcome).toBe("clear");
  expect(verdict.sentence).toMatch(/nats, a bound 0\.\d\d ± 0\.\d\d above that of both\.$/);
});

test("an experiment cannot be told from itself", async () => {
  const twice = [single, { ...single, name: "again" }];
  const { verdict } = await expectedInformation(stream(3), prior, twice, {
    algorithm,
    simulations: 200,
    evaluations: 200,
    fit: { epochs: 2 },
  });
  expect(verdict.outcome).toBe("unclear");
  expect(verdict.sentence).toContain("that lies 0.00 ± 0.00 above");
});
