import { maf } from "@retrodict/maf";
import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { snpe } from "@retrodict/snpe";
import type { Fit, InferenceAlgorithm, Matrix, Rng, Round } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { errorModel, withObservationError } from "./index.ts";
import { exactPosterior, FEATURES, prior, simulated } from "./measurements.test.helper.ts";

/** Whether so many of `n` are to be expected at this rate: four standard errors. */
function expectRate(count: number, n: number, rate: number): void {
  expect(Math.abs(count - n * rate)).toBeLessThan(4 * Math.sqrt(n * rate * (1 - rate)));
}

describe("the error model", () => {
  test("adds errors of two kinds, in units of each column's spread", () => {
    const rng = stream("errors");
    const rows = 20_000;
    const x = matrix(rows, 2);
    x.data.forEach((_, at) => (x.data[at] = at % 2 === 0 ? rng.normal() : 100 + 10 * rng.normal()));
    const model = errorModel(x, { probability: 0.2, slab: 0.5, spike: 0.02 });
    // The quartiles' standard error is 1.36 / √n, that of their distance at most twice as much.
    expect(Math.abs(model.spread[0] - 1)).toBeLessThan((4 * 2 * 1.36) / Math.sqrt(rows));
    expect(Math.abs(model.spread[1] / 10 - 1)).toBeLessThan((4 * 2 * 1.36) / Math.sqrt(rows));
    const { x: noisy, inError } = model.add(rng, x);
    const errors = noisy.data.map((value, at) => (value - x.data[at]) / model.spread[at % 2]);
    const broad = errors.filter((_, at) => inError[at] === 1);
    const narrow = errors.filter((_, at) => inError[at] === 0);
    expectRate(broad.length, errors.length, 0.2);
    // Half of a Cauchy distribution lies within its scale; of a normal one 68.27 %.
    expectRate(broad.filter((e) => Math.abs(e) < 0.5).length, broad.length, 0.5);
    expectRate(narrow.filter((e) => Math.abs(e) < 0.02).length, narrow.length, 0.6827);
  });

  test("a spread is there for counts and constants too, and gaps stay", () => {
    const x = matrix(4, 2, Float64Array.of(0, 7, 0, 7, 0, 7, 2, 7));
    const model = errorModel(x);
    expect(model.spread[0]).toBeGreaterThan(0);
    expect(model.spread[1]).toBe(1);
    const { x: noisy } = model.add(stream(1), matrix(1, 2, Float64Array.of(Number.NaN, 7)));
    expect(noisy.data[0]).toBe(Number.NaN);
    expect(noisy.data[1]).not.toBe(7);
  });

  test("refuses scales that make no sense", () => {
    const x = matrix(2, 1, Float64Array.of(0, 1));
    expect(() => errorModel(x, { probability: 0 })).toThrow(/between 0 and 1, got 0/);
    expect(() => errorModel(x, { spike: 1 })).toThrow(/0 < spike < slab/);
    expect(() => errorModel(matrix(0, 1))).toThrow(/two simulations/);
  });
});

const third = (shift: number) => (x: Matrix) => {
  const data = x.data.slice();
  data[2] += shift;
  return { ...x, data };
};

describe("four measurements, one of them wrong", async () => {
  const rng = stream("measurements");
  const theta = prior.sample(rng.fork("theta"), 6000);
  const rounds: readonly Round[] = [
    { theta, x: simulated(rng.fork("x"), theta), proposal: "prior" },
  ];
  const ordinary = snpe({ prior, estimator: maf() });
  const algorithm = withObservationError(ordinary, {
    features: ["a", "b", "c", "d"].map((name) => ({ name })),
  });
  const believing = await ordinary.fit(rng.fork("ordinary"), rounds);
  const robust = await algorithm.fit(rng.fork("robust"), rounds);
  const errors = errorModel(rounds[0].x);
  const scales = errors.spread;
  const spoil = (x: Matrix, own: Rng) => errors.add(own, x).x;

  const trials = 200;
  /** How many intervals of 90 % hold the truth, and their mean width; `spoil` changes the measurements. */
  async function intervals(fit: Fit, spoil: (x: Matrix, rng: Rng) => Matrix) {
    let [held, width] = [0, 0];
    for (let i = 0; i < trials; i++) {
      const own = stream("trials").fork(i);
      const truth = prior.sample(own, 1);
      const { data } = spoil(simulated(own, truth), own.fork("spoil"));
      const { samples } = await fit.posterior(data).sample(own.fork("draws"), 500);
      const [lower, upper] = quantiles(samples.data, [0.05, 0.95]);
      held += Number(lower <= truth.data[0] && truth.data[0] <= upper);
      width += (upper - lower) / trials;
    }
    return { held, width };
  }
  test("the ordinary posterior is surely wrong, the robust one covers as often as it says", async () => {
    const wrong = await intervals(believing, third(3));
    expect(wrong.held / trials).toBeLessThan(0.1);
    const right = await intervals(robust, third(3));
    expectRate(right.held, trials, 0.9);
  });

  test("over errors of all sizes it covers as often as it says, which the ordinary one does not", async () => {
    const right = await intervals(robust, spoil);
    expectRate(right.held, trials, 0.9);
    const wrong = await intervals(believing, spoil);
    expect(wrong.held).toBeLessThan(0.9 * trials - 4 * Math.sqrt(trials * 0.9 * 0.1));
  });

  test("where nothing is wrong it covers too, and is little wider", async () => {
    const plain = await intervals(believing, third(0));
    const careful = await intervals(robust, third(0));
    expectRate(careful.held, trials, 0.9);
    expect(careful.width / plain.width).toBeLessThan(1.12);
  });

  test("both the posterior and the probabilities of errors are those of quadrature", () => {
    const fresh = stream("fresh");
    const count = 400;
    const truth = prior.sample(fresh, count);
    const { x, inError } = errors.add(fresh, simulated(fresh, truth));
    const exact = Array.from({ length: count }, (_, i) =>
      exactPosterior(row(x, i), {
        probability: 0.1,
        slab: scales[0],
        spike: 0.01 * scales[0],
      }),
    );
    const learned = robust.pairedLogDensity!(truth, x);
    const lost = learned.map((log, i) => exact[i].logDensity(truth.data[i]) - log);
    expect(lost.reduce((a, b) => a + b) / count).toBeLessThan(0.1);
    const crossEntropy = (probabilities: (i: number) => Float64Array) =>
      exact.reduce(
        (sum, _, i) =>
          probabilities(i).reduce(
            (rest, p, j) => rest - Math.log(inError[i * FEATURES + j] ? p : 1 - p),
            sum,
          ),
        0,
      ) /
      (count * FEATURES);
    const best = crossEntropy((i) => exact[i].errorProbabilities);
    expect(crossEntropy((i) => robust.featureErrors(row(x, i))) - best).toBeLessThan(0.02);
  });

  test("draws name what is in error, and are silent otherwise", async () => {
    const off = await robust.posterior(Float64Array.of(0.1, -0.2, 3, 0)).sample(stream(1), 10);
    expect(off.warnings.join()).toMatch(/^The observed c is in error with probability 0\.9\d+/);
    expect(off.diagnostics.expectedErrors).toBeGreaterThan(0.9);
    const fine = await robust.posterior(Float64Array.of(0.1, -0.2, 0.3, 0)).sample(stream(1), 10);
    expect(fine.warnings).toEqual([]);
  });

  test("a saved fit is the same fit", async () => {
    const again = algorithm.restore!(algorithm.save!(robust), rounds);
    const observed = Float64Array.of(0.1, -0.2, 3, 0);
    const draw = (fit: Fit) => fit.posterior(observed).sample(stream(2), 20);
    expect(await draw(again)).toEqual(await draw(robust));
    expect(() => algorithm.restore!(ordinary.save!(believing))).toThrow(
      /the algorithm that wrote it/,
    );
  });
});

test("wraps any algorithm: rounds keep their parameters and proposals, data get errors", async () => {
  let seen: readonly Round[] = [];
  const inner: InferenceAlgorithm = {
    name: "any",
    citations: [],
    accepts: { proposals: "any", trials: true, failures: "excluded", gaps: true },
    fit: async (_rng, rounds) => {
      seen = rounds;
      return { excludedRows: 0, posterior: () => prior as never };
    },
  };
  const theta = prior.sample(stream(1), 100);
  const rounds: readonly Round[] = [
    { theta, x: simulated(stream(2), theta), proposal: "prior" },
    { theta, x: simulated(stream(3), theta), proposal: "prior" },
  ];
  const wrapped = withObservationError(inner);
  expect(wrapped).not.toHaveProperty("save");
  expect(wrapped.accepts).toMatchObject({ proposals: "any", trials: false, gaps: false });
  await wrapped.fit(stream(4), rounds);
  expect(seen.map(({ theta }) => theta)).toEqual([theta, theta]);
  seen.forEach(({ x }, k) => {
    const errors = x.data.map((value, at) => value - rounds[k].x.data[at]);
    expect(errors.every((e) => e !== 0)).toBe(true);
  });
  await expect(wrapped.fit(stream(4), [])).rejects.toThrow(/got no round/);
});
