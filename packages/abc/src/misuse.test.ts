/** What is refused, and what is only warned of. */
import { box, normal } from "@retrodict/distributions";
import { gatherRows, matrix, stackRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { abcRejection, abcSmc, type AbcFit } from "./index.ts";
import { scaledDistance } from "./scaled-distance.ts";
import {
  absolute,
  asProposal,
  priorRound,
  proposedRound,
  type Simulate,
} from "./rounds.test.helper.ts";

const prior = normal([0], [1]);
const noisy: Simulate = (rng, theta) => [theta[0] + 0.5 * rng.normal()];
const round = priorRound("misuse", prior, 1000, noisy);
const observed = Float64Array.of(0.5);

const fitted = (rounds: readonly Round[] = [round]) => abcSmc({ prior }).fit(stream(1), rounds);
const drawsOf = (fit: AbcFit, at = observed) => fit.posterior(at).sample(stream(2), 10);

const notANumber = (x: Matrix) => new Float64Array(x.rows).fill(Number.NaN);

describe("refuses", () => {
  test("several trials, gaps and other lengths", async () => {
    const fit = await fitted();
    expect(() => fit.posterior(matrix(2, 1))).toThrow(
      "[abc] expected one observation, got 2 trials; use an algorithm that accepts trials",
    );
    expect(() => fit.posterior(Float64Array.of(Number.NaN))).toThrow(
      "[abc] expected observed to be finite, got NaN",
    );
    expect(() => fit.proposal!(Float64Array.of(1, 2))).toThrow(
      "[abc] expected observed of length 1",
    );
    expect(() => fit.posterior(observed).logDensity(matrix(1, 2))).toThrow(
      "shape 1 × 1, got 1 × 2",
    );
  });

  test("rounds it cannot weigh", async () => {
    const proposal = asProposal(normal([0], [2]));
    const proposed = await proposedRound("proposed", proposal, 100, noisy);
    const unknown: Round = { ...proposed, proposal: { ...proposal, normalized: false } };
    await expect(abcRejection({ prior }).fit(stream(1), [proposed])).rejects.toThrow(
      "[abc] expected every round to be drawn from the prior",
    );
    await expect(fitted([])).rejects.toThrow("[abc] expected at least one round");
    await expect(fitted([round, unknown])).rejects.toThrow(
      "[abc] expected proposals whose densities integrate to one",
    );
    // Alone its constant cancels.
    const alone = (await fitted([unknown])).accepted(observed);
    expect(alone.weights).toEqual((await fitted([proposed])).accepted(observed).weights);
  });

  test("distances and shares that make no sense", async () => {
    const fit = await abcRejection({ prior, distance: notANumber }).fit(stream(1), [round]);
    expect(() => fit.posterior(observed)).toThrow("[abc] expected the distances to be finite");
    const short = await abcRejection({ prior, distance: () => new Float64Array(3) }).fit(
      stream(1),
      [round],
    );
    expect(() => short.posterior(observed)).toThrow(
      "[abc] expected the distances of length 1000, got 3",
    );
    expect(() => abcRejection({ prior, quantile: 1.5 })).toThrow("quantile between 0 and 1");
    expect(() => abcSmc({ prior, quantile: -1 })).toThrow("quantile between 0 and 1");
  });
});

test("shares become numbers of simulations, failed ones included", async () => {
  const failed = gatherRows(round.x, [...Array(1000).keys()]);
  failed.data.fill(Number.NaN, 0, 500);
  const half: Round = { ...round, x: failed };
  const rows = async (options: object, rounds: readonly Round[]) =>
    (await abcRejection({ prior, ...options }).fit(stream(1), rounds)).accepted(observed).theta
      .rows;
  expect(await rows({}, [round])).toBe(200);
  expect(await rows({ quantile: 0.05 }, [round])).toBe(50);
  expect(await rows({ quantile: 0.05 }, [half])).toBe(50);
  expect(await rows({ quantile: 0 }, [round])).toBe(20);
  expect(await rows({ quantile: 1 }, [half])).toBe(500);
  expect((await fitted([half, half])).excludedRows).toBe(1000);
  expect((await fitted([round, round])).accepted(observed).theta.rows).toBe(500);
});

const many: Simulate = (rng, theta) => Array.from({ length: 500 }, () => theta[0] + rng.normal());

describe("warns", () => {
  test("of nothing where all is well", async () => {
    const { diagnostics, warnings } = await drawsOf(await fitted());
    expect(warnings).toEqual([]);
    expect(diagnostics).toMatchObject({
      requested: 10,
      accepted: 500,
      acceptance: 0.5,
      observedOutOfRange: 0,
    });
    expect(diagnostics.ess).toBeLessThan(500);
    expect(diagnostics.threshold).toBeGreaterThan(0);
  });

  test("of few simulations", async () => {
    const fit = await abcRejection({ prior, quantile: 0.03, adjustment: "none" }).fit(stream(1), [
      round,
    ]);
    expect((await drawsOf(fit)).warnings).toEqual([
      "The accepted simulations are worth 30 independent ones: simulate more, or accept a larger share.",
    ]);
  });

  test("of a round that came no nearer", async () => {
    const away = asProposal(normal([-4], [0.1]));
    const fit = await fitted([round, await proposedRound("away", away, 1000, noisy)]);
    const { diagnostics, warnings } = await drawsOf(fit);
    expect(diagnostics.acceptance).toBe(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^Of the last round's simulations only 0\.0 % came near enough/),
    ]);
  });

  test("of an observation beyond everything simulated", async () => {
    const { diagnostics, warnings } = await drawsOf(await fitted(), Float64Array.of(99));
    expect(diagnostics.observedOutOfRange).toBe(1);
    expect(warnings).toEqual([
      expect.stringMatching(/^1 of the values observed lie beyond everything/),
    ]);
  });

  test("of too many values for a regression, and then leaves draws as they are", async () => {
    const wide = priorRound("many", prior, 1000, many);
    const at = new Float64Array(500);
    const options = { prior, quantile: 0.5, distance: absolute };
    const fit = await abcRejection(options).fit(stream(1), [wide]);
    const { warnings } = await drawsOf(fit, at);
    expect(warnings).toEqual([
      "Draws are not adjusted: a regression of 500 accepted simulations on 500 values has nothing to follow; accept more, or use fewer summaries.",
    ]);
  });
});

test("statistics that repeat or never vary do no harm", async () => {
  const tripled: Simulate = (rng, theta) => {
    const [x] = noisy(rng, theta);
    return [x, 2 * x, 7, x + 1];
  };
  const fit = await abcRejection({ prior, quantile: 0.5 }).fit(stream(1), [
    priorRound("repeat", prior, 1000, tripled),
  ]);
  const plain = await abcRejection({ prior, quantile: 0.5 }).fit(stream(1), [
    priorRound("repeat", prior, 1000, noisy),
  ]);
  const [again, once] = [
    (await drawsOf(fit, Float64Array.of(0.5, 1, 7, 1.5))).samples.data,
    (await drawsOf(plain)).samples.data,
  ];
  // All that differs is how the ridge of a millionth is shared.
  again.forEach((value, i) => expect(value).toBeCloseTo(once[i], 4));
});

const counts: Simulate = (rng, theta) => [
  Array.from({ length: 10 }, () => rng.uniform()).filter((u) => u < theta[0]).length,
];

test("x of whole numbers: those that match exactly are accepted, and need no adjustment", async () => {
  const flat = box([0], [1]);
  const fit = await abcRejection({ prior: flat, quantile: 0.01 }).fit(stream(1), [
    priorRound("counts", flat, 20_000, counts),
  ]);
  const at = Float64Array.of(3);
  const { theta, threshold } = fit.accepted(at);
  expect(threshold).toBe(0);
  // Each count is as likely: Beta(4, 8) then, of mean 1/3 and variance 32 / (144 · 13).
  const n = theta.rows;
  expect(Math.abs(n - 20_000 / 11)).toBeLessThan(4 * Math.sqrt((20_000 * 10) / 121));
  const mean = theta.data.reduce((sum, v) => sum + v / n, 0);
  expect(Math.abs(mean - 1 / 3)).toBeLessThan(4 * Math.sqrt(32 / (144 * 13) / n));
  expect((await drawsOf(fit, at)).warnings).toEqual([]);
});

test("a signal ends drawing with what is done", async () => {
  const controller = new AbortController();
  const { samples } = await (await fitted()).posterior(observed).sample(stream(1), 10_000, {
    signal: controller.signal,
    onProgress: (done) => done > 2500 && controller.abort(),
  });
  expect(samples.rows).toBeGreaterThan(2500);
  expect(samples.rows).toBeLessThan(10_000);
});

const acceptedOf = async (rounds: readonly Round[]) =>
  (await fitted(rounds)).accepted(Float64Array.of(0));

test("distances are in units of the last round, unless it gave too few rows to tell", async () => {
  const wide = {
    ...round,
    x: matrix(
      1000,
      1,
      round.x.data.map((v) => 100 * v),
    ),
  };
  const few = {
    ...round,
    x: matrix(
      1000,
      1,
      round.x.data.map((v, i) => (i < 10 ? v : Number.NaN)),
    ),
  };
  const { distances, x } = await acceptedOf([wide, round]);
  expect(distances).toEqual(scaledDistance(round.x)(x, Float64Array.of(0)));
  const all = await acceptedOf([wide, few]);
  const usable = matrix(1010, 1, Float64Array.of(...wide.x.data, ...few.x.data.subarray(0, 10)));
  expect(all.distances).toEqual(scaledDistance(usable)(all.x, Float64Array.of(0)));
});

test("rows from several rounds are one set", async () => {
  const halves = [0, 500].map((from): Round => {
    const rows = [...Array(500).keys()].map((i) => from + i);
    return {
      theta: gatherRows(round.theta, rows),
      x: gatherRows(round.x, rows),
      proposal: "prior",
    };
  });
  const whole = await abcRejection({ prior, distance: absolute }).fit(stream(1), [round]);
  const parts = await abcRejection({ prior, distance: absolute }).fit(stream(1), halves);
  expect(stackRows(parts.accepted(observed).theta)).toEqual(whole.accepted(observed).theta);
});
