import { classifier } from "@retrodict/classifier";
import { normal } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { fromRows } from "@retrodict/matrix";
import { memoryStore } from "@retrodict/rounds";
import { snle } from "@retrodict/snle";
import { snpeC } from "@retrodict/snpe";
import { snreB } from "@retrodict/snre";
import { nuts } from "@retrodict/samplers";
import type { Distribution, Rng, Simulator } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { infer } from "./index.ts";

/** x = theta + N(0, 0.5²) in two dimensions, uniform prior far wider than the noise. */
const gaussian: Simulator = {
  info: {
    specVersion: 1,
    id: "gaussian",
    version: "1",
    description: "Shifted Gaussian.",
    parameters: ["a", "b"].map((name) => ({
      name,
      unit: "1",
      description: "Mean.",
      bounds: [-5, 5],
      default: 0,
    })),
    outputs: ["u", "v"].map((name) => ({ name, unit: "1", description: "Draw.", shape: [] })),
  },
  simulate(rng: Rng, theta, out) {
    for (let i = 0; i < 2; i++) out[i] = theta[i] + 0.5 * rng.normal();
  },
};

const estimator = maf({ transforms: 2, hidden: 16 });
const small = { simulations: 1000, samples: 1000, fit: { epochs: 40 }, estimator };

describe("infer", () => {
  test("finds the closed-form posterior N(observed, 0.5²) roughly, after few simulations", async () => {
    const { draws, failures, fit, timings } = await infer(gaussian, [1, -2], small);
    const { rows, cols, data } = draws.samples;
    expect([rows, cols]).toEqual([1000, 2]);
    expect(failures).toEqual([]);
    expect(fit.excludedRows).toBe(0);
    for (const [column, mean] of [1, -2].entries()) {
      const values = Array.from({ length: rows }, (_, row) => data[row * cols + column]);
      const average = values.reduce((a, b) => a + b, 0) / rows;
      // Loose by purpose: the accuracy of the estimator is tested where it is made.
      expect(Math.abs(average - mean)).toBeLessThan(0.25);
    }
    expect(Object.values(timings).every((seconds) => seconds > 0)).toBe(true);
  });

  test("the same seed gives the same draws, another seed others", async () => {
    const tiny = { estimator, simulations: 200, samples: 50, fit: { epochs: 3 } };
    const draw = async (seed: number) =>
      (await infer(gaussian, [0, 0], { ...tiny, seed })).draws.samples;
    expect(await draw(7)).toEqual(await draw(7));
    expect(await draw(8)).not.toEqual(await draw(7));
  });

  test("reports progress of every phase and stops when told to", async () => {
    const phases = new Set<string>();
    await infer(gaussian, [0, 0], {
      estimator,
      simulations: 200,
      samples: 50,
      fit: { epochs: 2 },
      onProgress: (phase) => phases.add(phase),
    });
    expect([...phases]).toEqual(["simulate", "train", "sample"]);
    const stop = new AbortController();
    const run = infer(gaussian, [0, 0], {
      estimator,
      signal: stop.signal,
      fit: { epochs: 1000, patience: 1000 },
      simulations: 200,
      onProgress: (phase) => phase === "train" && stop.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: "aborted" });
  });

  test("refuses runs in which every simulation failed, saying why", async () => {
    const broken: Simulator = {
      ...gaussian,
      simulate: () => {
        throw new Error("boom");
      },
    };
    await expect(infer(broken, [0, 0], { simulations: 10 })).rejects.toThrow(
      /got 10 threw of 10, the first: boom/,
    );
  });

  test("refuses an observation that is not finite or of the wrong length", async () => {
    await expect(infer(gaussian, [0, Number.NaN], small)).rejects.toThrow(/index 1/);
    await expect(infer(gaussian, [0], small)).rejects.toThrow(/length 2, got 1/);
  });
});

describe("algorithms are swapped in one line", () => {
  const tiny = { simulations: 400, samples: 200, fit: { epochs: 5 } };

  test("by name, over rounds", async () => {
    const { records, fit, warnings } = await infer(gaussian, [1, -2], {
      ...tiny,
      algorithm: snpeC,
      rounds: 2,
    });
    expect(records.map(({ round }) => round.theta.rows)).toEqual([200, 200]);
    expect(records[1].round.proposal).not.toBe("prior");
    expect(fit).toBe(records[1].fit);
    expect(warnings).toEqual([]);
  });

  test("with options of their own, and trials where they are accepted", async () => {
    const trials = fromRows([
      [1, -2],
      [1.2, -1.8],
      [0.8, -2.2],
    ]);
    const { posterior, draws } = await infer(gaussian, trials, {
      ...tiny,
      algorithm: ({ prior }) => snle({ prior, estimator }),
    });
    expect(posterior.observed).toEqual(trials);
    expect(draws.samples.rows).toBe(200);
  });

  test("a likelihood by name, and a ratio with a classifier of one's own", async () => {
    const likelihood = await infer(gaussian, [1, -2], { ...tiny, algorithm: snle });
    expect(likelihood.posterior.normalized).toBe(false);
    const ratio = await infer(gaussian, [1, -2], {
      ...tiny,
      algorithm: (parts) => snreB({ ...parts, estimator: classifier({ hidden: 16, blocks: 1 }) }),
    });
    expect(ratio.draws.samples.rows).toBe(200);
  });

  test("a prior of one's own reaches the algorithm", async () => {
    const prior = normal([0, 0], [1, 1]);
    let given: unknown;
    await infer(gaussian, [0, 0], {
      ...tiny,
      prior,
      algorithm(parts) {
        given = parts.prior;
        return snpeC(parts);
      },
    });
    expect(given).toBe(prior);
  });

  test("what makes no sense does not compile, and says why in JavaScript", async () => {
    const both = { algorithm: snpeC, estimator };
    // @ts-expect-error -- an estimator beside an algorithm would be ignored
    await expect(infer(gaussian, [0, 0], both)).rejects.toThrow("algorithm's own options");
    const overRounds = { algorithm: snpeC, estimator, rounds: 3 };
    // @ts-expect-error -- over rounds too
    await expect(infer(gaussian, [0, 0], overRounds)).rejects.toThrow("algorithm's own options");
    const made = { algorithm: snle({ prior: normal([0, 0], [1, 1]) }) };
    // @ts-expect-error -- what is made already may be of another prior than the run's
    await expect(infer(gaussian, [0, 0], made)).rejects.toThrow("got something else");
    const prior = normal([0, 0], [1, 1]);
    // @ts-expect-error -- a density estimator is no classifier
    const ratioOfDensity = { ...tiny, algorithm: () => snreB({ prior, estimator: maf() }) };
    await expect(infer(gaussian, [0, 0], ratioOfDensity)).rejects.toThrow("pass a classifier()");
    // @ts-expect-error -- nor is a classifier a density
    const densityOfRatio = { ...tiny, algorithm: () => snle({ prior, estimator: classifier() }) };
    await expect(infer(gaussian, [0, 0], densityOfRatio)).rejects.toThrow("pass maf()");
    const { logDensityGrad: _, ...plain } = prior;
    const withoutGradient: Distribution = plain;
    // @ts-expect-error -- a sampler that follows gradients needs a prior that has one
    const blind = { ...tiny, algorithm: () => snle({ prior: withoutGradient, sampler: nuts() }) };
    await expect(infer(gaussian, [0, 0], blind)).rejects.toThrow("without logDensityGrad");
    await expect(infer(gaussian, [0, 0], { rounds: 2 })).rejects.toThrow(
      "learns from the prior only, got 2",
    );
    await expect(
      infer(
        gaussian,
        fromRows([
          [0, 0],
          [1, 1],
        ]),
        { algorithm: snpeC },
      ),
    ).rejects.toThrow("expected one observation for");
  });
});

test("an interrupted run goes on from its store", async () => {
  const tiny = { estimator, simulations: 300, samples: 50, fit: { epochs: 3 } };
  const whole = await infer(gaussian, [0, 0], tiny);
  const store = memoryStore();
  const stop = new AbortController();
  await expect(
    infer(gaussian, [0, 0], {
      ...tiny,
      store,
      signal: stop.signal,
      onProgress: (phase) => phase === "train" && stop.abort(),
    }),
  ).rejects.toMatchObject({ code: "aborted" });
  const resumed = await infer(gaussian, [0, 0], { ...tiny, store });
  expect(resumed.draws.samples).toEqual(whole.draws.samples);
});
