import { box, logNormal, normal } from "@retrodict/distributions";
import { maf, mafFromConfig } from "@retrodict/maf";
import { columnMeans, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Distribution, FitOptions, Matrix, Rng, Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { restoreFit, snpe } from "./index.ts";

const estimator = maf({ transforms: 2, blocks: 1, hidden: 10 });

/** x = theta + noise, in every dimension. */
function noisy(prior: Distribution, rows: number, std: number, seed = 1): Round {
  const theta = prior.sample(stream(seed), rows);
  const rng = stream(seed).fork("noise");
  const x = matrix(
    rows,
    prior.dim,
    theta.data.map((t) => t + std * rng.normal()),
  );
  return { theta, x, proposal: "prior" };
}

const fitted = (prior: Distribution, rounds: readonly Round[], options?: FitOptions) =>
  snpe({ prior, estimator }).fit(stream("fit"), rounds, options);

const grid = (lower: number, upper: number, n: number): Matrix =>
  matrix(
    n,
    1,
    Float64Array.from({ length: n }, (_, i) => lower + ((i + 0.5) * (upper - lower)) / n),
  );

test("a box prior wastes no draw, and the density integrates to one over the box", async () => {
  const prior = box([-1], [1]);
  const posterior = (await fitted(prior, [noisy(prior, 3000, 0.3)])).posterior(
    Float64Array.of(0.9),
  );
  const { samples, diagnostics } = await posterior.sample(stream(1), 4000);
  expect(diagnostics.acceptance).toBe(1);
  expect(samples.data.every((v) => v >= -1 && v <= 1)).toBe(true);
  const mass = posterior
    .logDensity(grid(-1, 1, 20_000))
    .reduce((sum, v) => sum + Math.exp(v) / 10_000, 0);
  expect(mass).toBeCloseTo(1, 4);
});

describe("a prior that is zero in parts of its support", () => {
  const inner = box([-1], [1]);
  /** Says less of its support than it could, as a prior with a constraint between parameters must. */
  const prior = { ...inner, support: normal([0], [1]).support };
  const fit = fitted(prior, [noisy(prior, 3000, 0.3)]);

  test("draws stay inside, and the density integrates to one over the box", async () => {
    const posterior = (await fit).posterior(Float64Array.of(0.9));
    const { samples, diagnostics } = await posterior.sample(stream(1), 4000);
    expect(samples.rows).toBe(4000);
    expect(samples.data.every((v) => v >= -1 && v <= 1)).toBe(true);
    const points = grid(-1, 1, 2000);
    const mass = posterior.logDensity(points).reduce((sum, v) => sum + Math.exp(v) / 1000, 0);
    // The acceptance a is estimated from 10 000 draws: relative error √((1 − a) / 10 000 a), four of them.
    const a = diagnostics.acceptance;
    expect(a).toBeLessThan(0.95);
    expect(Math.abs(mass - 1)).toBeLessThan(4 * Math.sqrt((1 - a) / (a * 10_000)));
    expect([...posterior.logDensity(grid(1.1, 2, 3))]).toEqual([-Infinity, -Infinity, -Infinity]);
    expect(posterior.normalized).toBe(true);
  });

  test("draws follow the density", async () => {
    const posterior = (await fit).posterior(Float64Array.of(0.5));
    const points = grid(-1, 1, 2000);
    const mass = posterior.logDensity(points).map((v) => Math.exp(v) / 1000);
    const moment = (k: number) => mass.reduce((sum, m, i) => sum + m * points.data[i] ** k, 0);
    const { samples } = await posterior.sample(stream(2), 4000);
    // Four standard errors of a mean of 4000 draws, and the 1 % the mass may be off by.
    const error = 4 * Math.sqrt((moment(2) - moment(1) ** 2) / 4000) + 0.01 * Math.abs(moment(1));
    expect(Math.abs(columnMeans(samples)[0] - moment(1))).toBeLessThan(error);
  });

  test("the same stream gives the same draws, fewer of them the first ones", async () => {
    const posterior = (await fit).posterior(Float64Array.of(0.5));
    const { samples } = await posterior.sample(stream(3), 500);
    const fewer = await posterior.sample(stream(3), 20);
    expect(fewer.samples.data).toEqual(samples.data.slice(0, 20));
  });

  test("says when the observation lies beyond everything simulated", async () => {
    const { posterior } = await fit;
    for (const [observed, beyond] of [
      [0, 0],
      [9, 1],
    ]) {
      const { diagnostics } = await posterior(Float64Array.of(observed)).sample(stream(4), 1);
      expect(diagnostics.observedOutOfRange).toBe(beyond);
    }
    // There is no telling 9 from 900: both are beyond the edge.
    const points = grid(-1, 1, 5);
    expect(posterior(Float64Array.of(9)).logDensity(points)).toEqual(
      posterior(Float64Array.of(900)).logDensity(points),
    );
  });

  test("refuses an observation that is not one", async () => {
    const { posterior } = await fit;
    expect(() => posterior(Float64Array.of(1, 2))).toThrow("[snpe] expected observed of length 1");
    expect(() => posterior(Float64Array.of(NaN))).toThrow("expected observed to be finite");
  });

  test("an artifact, through JSON, gives the same posterior back", async () => {
    const { artifact, posterior } = await fit;
    const rebuilt = mafFromConfig(JSON.parse(JSON.stringify(artifact.config)));
    const restored = restoreFit(structuredClone(artifact), { prior, estimator: rebuilt });
    const observed = Float64Array.of(0.2);
    const points = grid(-1, 1, 10);
    expect(restored.posterior(observed).logDensity(points)).toEqual(
      posterior(observed).logDensity(points),
    );
    expect(await restored.posterior(observed).sample(stream(5), 50)).toEqual(
      await posterior(observed).sample(stream(5), 50),
    );
    const another = maf({ transforms: 1 })({ targetDim: 1, contextDim: 1 });
    expect(() => restoreFit(artifact, { prior, estimator: another })).toThrow(
      "rebuild it from artifact.config",
    );
  });
});

describe("a fit", () => {
  const prior = normal([0, 0], [1, 2]);

  test("leaves out rows that are not finite, and counts them", async () => {
    const round = noisy(prior, 300, 1);
    round.x.data[2 * 7] = NaN;
    round.theta.data[2 * 9 + 1] = Infinity;
    const { excludedRows, artifact } = await fitted(prior, [round], { epochs: 1 });
    expect(excludedRows).toBe(2);
    expect(artifact.excludedRows).toBe(2);
  });

  test("takes several rounds from the prior as one", async () => {
    const [first, second] = [noisy(prior, 200, 1, 1), noisy(prior, 100, 1, 2)];
    const whole: Round = {
      theta: matrix(300, 2, Float64Array.of(...first.theta.data, ...second.theta.data)),
      x: matrix(300, 2, Float64Array.of(...first.x.data, ...second.x.data)),
      proposal: "prior",
    };
    const [parts, one] = [[first, second], [whole]];
    const options = { epochs: 2 };
    expect((await fitted(prior, parts, options)).params).toEqual(
      (await fitted(prior, one, options)).params,
    );
  });

  test("logs its losses in units of theta", async () => {
    const round = noisy(prior, 300, 1);
    const scaled = {
      ...round,
      theta: matrix(
        300,
        2,
        round.theta.data.map((t) => 1024 * t),
      ),
    };
    const plain = (await fitted(prior, [round], { epochs: 3 })).history;
    const wide = (await fitted(normal([0, 0], [1024, 2048]), [scaled], { epochs: 3 })).history;
    // Scaling by a power of two changes nothing in standardised space: only the log-determinant.
    wide.validation.forEach((loss, i) => {
      expect(loss - plain.validation[i]).toBeCloseTo(2 * Math.log(1024), 6);
    });
    wide.train.forEach((loss, i) => {
      expect(loss - plain.train[i]).toBeCloseTo(2 * Math.log(1024), 6);
    });
  });

  test("keeps parameters of a half-line positive", async () => {
    const positive = logNormal([0], [1]);
    const fit = await fitted(positive, [noisy(positive, 500, 1)], { epochs: 5 });
    const posterior = fit.posterior(Float64Array.of(0.1));
    const { samples, diagnostics } = await posterior.sample(stream(6), 1000);
    expect(Math.min(...samples.data)).toBeGreaterThan(0);
    expect(diagnostics.acceptance).toBe(1);
    const mass = posterior.logDensity(grid(0, 60, 60_000));
    expect(mass.reduce((sum, v) => sum + Math.exp(v) / 1000, 0)).toBeCloseTo(1, 2);
  });

  test("refuses what it cannot learn from", async () => {
    const round = noisy(prior, 30, 1);
    await expect(fitted(prior, [])).rejects.toThrow("at least one round");
    const proposal = {
      ...prior,
      normalized: true,
      sample: (rng: Rng, n: number) =>
        Promise.resolve({ samples: prior.sample(rng, n), diagnostics: {}, warnings: [] }),
    };
    const proposed: Round = { ...round, proposal };
    await expect(fitted(prior, [proposed])).rejects.toThrow("drawn from the prior");
    const broken = { ...round, x: matrix(30, 2, new Float64Array(60).fill(NaN)) };
    await expect(fitted(prior, [broken])).rejects.toThrow(
      "[snpe] expected at least 20 simulations with finite values, got 0 of 30",
    );
    const unpaired = { ...round, x: matrix(29, 2) };
    await expect(fitted(prior, [unpaired])).rejects.toThrow("shape 30 × 2, got 29 × 2");
    await expect(fitted(normal([0], [1]), [round])).rejects.toThrow("shape 30 × 1, got 30 × 2");
  });
});
