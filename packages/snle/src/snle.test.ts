import { box } from "@retrodict/distributions";
import { maf, mafFromConfig } from "@retrodict/maf";
import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type {
  ConditionalDensityEstimator,
  EstimatorFactory,
  Matrix,
  Round,
  Trainer,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { loadFit, restoreFit, saveFit, snle, type SnleFit } from "./index.ts";

const prior = box([0], [2]);
const estimator = maf({ transforms: 1, blocks: 1, hidden: 6 });
const points = prior.sample(stream("points"), 10);
const observed = Float64Array.of(1.1, 3);

/** A noisy reading of theta and a count that grows with it. */
function round(rows = 200): Round {
  const theta = prior.sample(stream("theta"), rows);
  const rng = stream("x");
  const x = matrix(rows, 2);
  theta.data.forEach((t, i) => {
    x.data.set([t + 0.3 * rng.normal(), Math.floor(3 * t + 2 * rng.uniform())], 2 * i);
  });
  return { theta, x, proposal: "prior" };
}

const discrete: EstimatorFactory<ConditionalDensityEstimator> = (shape) => ({
  ...estimator(shape),
  discreteTargets: [1],
});

const algorithm = snle({ prior, estimator });
const fit = algorithm.fit(stream("fit"), [round()], { epochs: 2 });

const densities = ({ posterior }: SnleFit): Float64Array => posterior(observed).logDensity(points);

describe("a saved fit", () => {
  test("gives the same densities and draws, to the last bit", async () => {
    const bytes = saveFit(await fit, { prior });
    const loaded = loadFit(bytes, { estimators: { maf: mafFromConfig } });
    expect(densities(loaded)).toEqual(densities(await fit));
    expect(await loaded.posterior(observed).sample(stream(1), 40)).toEqual(
      await (await fit).posterior(observed).sample(stream(1), 40),
    );
    expect(loaded.artifact).toEqual((await fit).artifact);
    expect(saveFit(loaded, { prior })).toEqual(bytes);
  });

  test("is what the algorithm saves and restores", async () => {
    const bytes = algorithm.save!(await fit);
    expect(bytes).toEqual(saveFit(await fit, { prior }));
    expect(densities(algorithm.restore!(bytes))).toEqual(densities(await fit));
    const wider = snle({ prior, estimator: maf({ transforms: 1, blocks: 1, hidden: 7 }) });
    expect(() => wider.restore!(bytes)).toThrow("rebuild it from artifact.config");
    expect(() => algorithm.restore!(bytes.subarray(1))).toThrow(
      expect.objectContaining({ code: "data" }),
    );
  });

  test("is restored from plain data, with its own estimator only", async () => {
    const { artifact } = await fit;
    const own = estimator({ targetDim: 2, contextDim: 1 });
    const { sampler } = {
      sampler: { name: "none", citations: [], sample: () => Promise.reject() },
    };
    const again = restoreFit(structuredClone(artifact), { prior, estimator: own, sampler });
    expect(densities(again)).toEqual(densities(await fit));
    const other = maf()({ targetDim: 2, contextDim: 1 });
    expect(() => restoreFit(artifact, { prior, estimator: other, sampler })).toThrow(
      "rebuild it from artifact.config",
    );
  });
});

describe("snle", () => {
  test("says what it accepts, and refuses what it cannot learn from", async () => {
    expect(algorithm.accepts.proposals).toBe("any");
    expect(algorithm.accepts.trials).toBe(true);
    await expect(algorithm.fit(stream(1), [])).rejects.toThrow(
      "[snle] expected at least one round",
    );
    const { posterior } = await fit;
    expect(() => posterior(Float64Array.of(1))).toThrow("[snle] expected observed of length 2");
    expect(() => posterior(matrix(3, 2, new Float64Array(6).fill(NaN)))).toThrow("finite");
  });

  test("keeps the observation, trial by trial", async () => {
    const trials = matrix(2, 2, Float64Array.of(1, 2, 3, 4));
    expect((await fit).posterior(trials).observed).toEqual(trials);
    expect((await fit).posterior(observed).observed).toEqual(matrix(1, 2, observed));
    expect((await fit).posterior(observed).normalized).toBe(false);
  });

  test("draws from the prior's support, the same ones from the same stream", async () => {
    const posterior = (await fit).posterior(observed);
    const { samples } = await posterior.sample(stream(2), 100);
    expect(samples.rows).toBe(100);
    expect(samples.data.every((t) => t > 0 && t < 2)).toBe(true);
    expect((await posterior.sample(stream(2), 100)).samples).toEqual(samples);
    expect(posterior.logDensity(matrix(1, 1, Float64Array.of(3)))[0]).toBe(-Infinity);
  });

  test("the same seed, the same fit", async () => {
    const again = await algorithm.fit(stream("fit"), [round()], { epochs: 2 });
    expect(again.params).toEqual((await fit).params);
    expect(densities(again)).toEqual(densities(await fit));
  });

  test("shows discrete columns as they are, and leaves them out of the line", async () => {
    let seen: Matrix | undefined;
    const spy: Trainer = (rng, net, loss, rows) => {
      seen = loss.pairs(
        rng,
        Uint32Array.from({ length: rows }, (_, i) => i),
      ).target;
      return Promise.resolve({
        params: net.init(rng),
        history: {
          train: [],
          validation: [],
          bestEpoch: -1,
          bestValidation: 0,
          stoppedBy: "epochs",
          seconds: 0,
        },
      });
    };
    const { x } = round();
    const learned = await snle({ prior, estimator: discrete, trainer: spy }).fit(stream(1), [
      round(),
    ]);
    for (let i = 0; i < x.rows; i++) expect(row(seen!, i)[1]).toBe(row(x, i)[1]);
    // The continuous column is what a line leaves of it: noise of standard deviation 1, told by theta no more.
    const rest = seen!.data.filter((_, at) => at % 2 === 0);
    expect(Math.hypot(...rest) / Math.sqrt(x.rows - 1)).toBeCloseTo(1, 6);
    expect(learned.artifact.start.factor.data.slice(1)).toEqual(Float64Array.of(0, 0, 1));
    expect(learned.artifact.start.slope.data[1]).toBe(0);
  });
});
