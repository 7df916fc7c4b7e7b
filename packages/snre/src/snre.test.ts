import { classifier, classifierFromConfig } from "@retrodict/classifier";
import { box } from "@retrodict/distributions";
import { wasmEngine } from "@retrodict/engine-wasm";
import { matrix } from "@retrodict/matrix";
import { embeddedFromConfig, permutationInvariant } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { bnre, loadFit, restoreFit, saveFit, snreA, snreB, snreC, type SnreFit } from "./index.ts";

const prior = box([0], [2]);
const estimator = classifier({ blocks: 1, hidden: 6 });
const points = prior.sample(stream("points"), 10);
const observed = Float64Array.of(1.1, 1.5);

function round(rows = 200): Round {
  const theta = prior.sample(stream("theta"), rows);
  const rng = stream("x");
  const x = matrix(
    rows,
    2,
    new Float64Array(2 * rows).map((_, at) => theta.data[at >> 1] + 0.3 * rng.normal()),
  );
  return { theta, x, proposal: "prior" };
}

const algorithm = snreC({ prior, estimator });
const fit = algorithm.fit(stream("fit"), [round()], { epochs: 2 });

const densities = ({ posterior }: SnreFit, data = observed): Float64Array =>
  posterior(data).logDensity(points);

describe("a saved fit", () => {
  test("gives the same densities and draws, to the last bit", async () => {
    const bytes = saveFit(await fit, { prior });
    const loaded = loadFit(bytes, { estimators: { classifier: classifierFromConfig } });
    expect(densities(loaded)).toEqual(densities(await fit));
    expect(await loaded.posterior(observed).sample(stream(1), 40)).toEqual(
      await (await fit).posterior(observed).sample(stream(1), 40),
    );
    expect(loaded.artifact).toEqual((await fit).artifact);
    expect(loaded.ratio).toBe("normalized");
    expect(saveFit(loaded, { prior })).toEqual(bytes);
  });

  test("is what the algorithm saves and restores, with its own estimator only", async () => {
    const bytes = algorithm.save!(await fit);
    expect(bytes).toEqual(saveFit(await fit, { prior }));
    expect(densities(algorithm.restore!(bytes))).toEqual(densities(await fit));
    const wider = snreC({ prior, estimator: classifier({ hidden: 7 }) });
    expect(() => wider.restore!(bytes)).toThrow("rebuild it from artifact.config");
    expect(() => algorithm.restore!(bytes.subarray(1))).toThrow(
      expect.objectContaining({ code: "data" }),
    );
  });

  test("is restored from plain data", async () => {
    const { artifact } = await fit;
    const own = estimator({ targetDim: 1, contextDim: 2 });
    const sampler = { name: "none", citations: [], sample: () => Promise.reject(new Error()) };
    const again = restoreFit(structuredClone(artifact), { prior, estimator: own, sampler });
    expect(densities(again)).toEqual(densities(await fit));
  });
});

describe("with an embedding", () => {
  const embedding = permutationInvariant({ trialDim: 1 });
  const reading = snreB({ prior, estimator, embedding, atoms: 3 });
  /** One of two readings is absent now and then. */
  const simulations = round();
  simulations.x.data.forEach((_, at) => at % 8 === 3 && (simulations.x.data[at] = NaN));
  const read = reading.fit(stream("fit"), [simulations], { epochs: 2 });

  test("x is read as it is, gaps and all, trial by trial", async () => {
    const learned = await read;
    expect(learned.excludedRows).toBe(0);
    const gap = Float64Array.of(1.2, NaN);
    const both = matrix(2, 2, Float64Array.of(...observed, ...gap));
    const [one, other] = [observed, gap].map((data) => learned.likelihood(data).logDensity(points));
    learned
      .likelihood(both)
      .logDensityGrad(points)
      .logDensity.forEach((value, i) => {
        // float32
        expect(Math.abs(value - one[i] - other[i])).toBeLessThan(1e-5);
      });
  });

  test("a fit is saved and restored", async () => {
    const bytes = reading.save!(await read);
    expect(densities(reading.restore!(bytes))).toEqual(densities(await read));
    const loaded = loadFit(bytes, {
      estimators: {
        embedded: (config) =>
          embeddedFromConfig(config, { classifier: classifierFromConfig }, wasmEngine()),
      },
    });
    expect(densities(loaded)).toEqual(densities(await read));
  });
});

describe("ratio estimation", () => {
  test("says what it accepts, and refuses what it cannot learn from", async () => {
    expect(algorithm.accepts.proposals).toBe("any");
    expect(algorithm.accepts.trials).toBe(true);
    await expect(algorithm.fit(stream(1), [])).rejects.toThrow(
      "[snre] expected at least one round",
    );
    const learned = await fit;
    expect(() => learned.posterior(Float64Array.of(1))).toThrow("observed of length 2");
    expect(() => learned.logRatio(points, matrix(1, 2))).toThrow("expected x of shape 10 × 2");
    expect(learned.posterior(observed).normalized).toBe(false);
  });

  test("names its variants and what they come from", () => {
    const variants = [snreA({ prior }), snreB({ prior }), snreC({ prior }), bnre({ prior })];
    expect(variants.map(({ name }) => name)).toEqual(["snreA", "snreB", "snreC", "bnre"]);
    expect(variants.every(({ citations }) => citations.length > 0)).toBe(true);
  });

  test("refuses settings that make no sense", () => {
    expect(() => snreB({ prior, atoms: 1 })).toThrow("[snre] expected atoms between 2 and 20");
    expect(() => snreB({ prior, atoms: 2.5 })).toThrow("expected atoms");
    expect(() => snreC({ prior, classes: 0 })).toThrow("expected classes between 1 and 19");
    expect(() => snreC({ prior, gamma: 0 })).toThrow("expected gamma");
    expect(() => bnre({ prior, lambda: -1 })).toThrow("expected lambda");
  });

  test("learns from batches smaller than the number of contrasts", async () => {
    const options = { epochs: 1, batchSize: 3 };
    const { history } = await snreB({ prior, estimator }).fit(stream(1), [round(20)], options);
    expect(Number.isFinite(history.bestValidation)).toBe(true);
  });

  test("says when the observation lies beyond everything simulated", async () => {
    const trials = matrix(2, 2, Float64Array.of(1, 90, 1, 1));
    const { diagnostics, warnings } = await (await fit).posterior(trials).sample(stream(1), 10);
    expect(diagnostics.observedOutOfRange).toBe(1);
    expect(warnings.some((warning) => warning.includes("beyond everything"))).toBe(true);
  });

  test("the same seed, the same fit", async () => {
    const again = await algorithm.fit(stream("fit"), [round()], { epochs: 2 });
    expect(again.params).toEqual((await fit).params);
  });
});
