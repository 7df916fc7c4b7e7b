import { RetrodictError } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type {
  ConditionalEstimator,
  FitOptions,
  Loss,
  Matrix,
  Pairs,
  TrainingSession,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { train, trainedSoFar } from "./index.ts";
import { trainingSession } from "./session.ts";

/** Normal with unit variance and mean `a · context + b`: its maximum likelihood is least squares. */
const linear: ConditionalEstimator = {
  shape: { targetDim: 1, contextDim: 1 },
  config: { kind: "linear" },
  paramCount: 2,
  init: (rng) => Float32Array.of(rng.normal(), rng.normal()),
  score: (params, target, context) => linear.scoreVjp(params, target, context).score,
  scoreVjp([a, b], target, context) {
    const residual = target.data.map((t, i) => t - a * context.data[i] - b);
    return {
      score: residual.map((r) => -(r * r) / 2),
      pullback(cotangent, { params }) {
        if (params === undefined) return;
        residual.forEach((r, i) => {
          params[0] += cotangent[i] * r * context.data[i];
          params[1] += cotangent[i] * r;
        });
      },
    };
  },
};

const data = (rows: number): Pairs => {
  const rng = stream("data");
  const context = matrix(
    rows,
    1,
    new Float64Array(rows).map(() => rng.normal()),
  );
  const target = matrix(
    rows,
    1,
    context.data.map((c) => 2 * c - 1 + rng.normal()),
  );
  return { target, context };
};

const pick = ({ data }: Matrix, rows: Uint32Array): Matrix =>
  matrix(
    rows.length,
    1,
    Float64Array.from(rows, (row) => data[row]),
  );

function likelihood({ target, context }: Pairs, seen?: Uint32Array[]): Loss {
  return {
    pairs(_rng, rows) {
      seen?.push(rows.slice());
      return { target: pick(target, rows), context: pick(context, rows) };
    },
    grade(_pairs, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -score.reduce((a, b) => a + b, 0) / score.length;
    },
  };
}

const briefly = (seed: number) =>
  train(stream(seed), linear, likelihood(data(60)), 60, { epochs: 5 });

const refused = (options: FitOptions, rows = 10) =>
  train(stream(8), linear, likelihood(data(10)), rows, options);

const all = (parts: readonly Uint32Array[]): number[] => parts.flatMap((rows) => [...rows]);

/** Mean loss at `params` over rows. */
function lossAt(params: Float32Array, pairs: Pairs, rows: Uint32Array): number {
  const score = linear.score(params, pick(pairs.target, rows), pick(pairs.context, rows));
  return -score.reduce((a, b) => a + b, 0) / rows.length;
}

describe("train", () => {
  test("finds the least-squares line", async () => {
    const pairs = data(2000);
    const { params, history } = await train(stream(1), linear, likelihood(pairs), 2000, {
      learningRate: 0.05,
      epochs: 30,
    });
    // The standard error of either coefficient is 1/√1800; training stops well within it of the optimum.
    expect(Math.abs(params[0] - 2)).toBeLessThan(4 / Math.sqrt(1800));
    expect(Math.abs(params[1] + 1)).toBeLessThan(4 / Math.sqrt(1800));
    expect(history.train.at(-1)).toBeLessThan(history.train[0]);
  });

  test("uses every training row once an epoch and scores all others after it", async () => {
    const seen: Uint32Array[] = [];
    const pairs = data(103);
    const options = { batchSize: 20, epochs: 3, validationFraction: 0.2 };
    const { params, history } = await train(
      stream(2),
      linear,
      likelihood(pairs, seen),
      103,
      options,
    );
    // 21 rows are held out, in two batches made once; 82 are left for five batches an epoch.
    const held = seen.filter((rows) => rows.length < 13);
    const trained = seen.filter((rows) => rows.length > 13).slice(-15);
    expect(held.map((rows) => rows.length)).toEqual([10, 11]);
    for (const epoch of [0, 1, 2]) {
      const used = all(trained.slice(5 * epoch, 5 * epoch + 5));
      expect([...used, ...all(held)].toSorted((a, b) => a - b)).toEqual([...Array(103).keys()]);
    }
    const best = Math.min(...history.validation);
    expect(history.validation[history.bestEpoch]).toBe(best);
    expect(history.bestValidation).toBe(best);
    expect(lossAt(params, pairs, Uint32Array.from(all(held)))).toBeCloseTo(best, 10);
  });

  test("keeps the best weights and stops when patience runs out", async () => {
    const pairs = data(40);
    const { params, history } = await train(stream(3), linear, likelihood(pairs), 40, {
      learningRate: 3, // jumps about
      patience: 4,
      epochs: 500,
    });
    expect(history.stoppedBy).toBe("patience");
    expect(history.validation.length).toBe(history.bestEpoch + 1 + 4);
    expect(history.train.length).toBe(history.validation.length);
    expect(params.every(Number.isFinite)).toBe(true);
  });

  test("keeps the initial weights where training makes nothing better", async () => {
    const trained = { ...linear, init: () => Float32Array.of(2, -1) };
    const options = { learningRate: 30, patience: 3 };
    const { params, history } = await train(stream(3), trained, likelihood(data(40)), 40, options);
    expect([...params]).toEqual([2, -1]);
    expect(history.bestEpoch).toBe(-1);
    expect(history.validation.length).toBe(3);
  });

  test("the same seed gives the same bytes, another seed others", async () => {
    const [first, again, other] = [await briefly(4), await briefly(4), await briefly(5)];
    expect(again.params).toEqual(first.params);
    expect(again.history.validation).toEqual(first.history.validation);
    expect(other.params).not.toEqual(first.params);
  });

  test("a signal stops it with the best so far, even from a timer", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 40);
    const endless = { epochs: 1e9, patience: 1e9, signal: controller.signal };
    const byTimer = await train(stream(6), linear, likelihood(data(50)), 50, endless);
    expect(byTimer.history.stoppedBy).toBe("signal");
    expect(byTimer.history.bestEpoch).toBeGreaterThanOrEqual(0);

    const stopAt3 = new AbortController();
    const progress: [number, number][] = [];
    const { history } = await train(stream(6), linear, likelihood(data(50)), 50, {
      epochs: 10,
      signal: stopAt3.signal,
      onProgress(done, total) {
        progress.push([done, total]);
        if (done === 3) stopAt3.abort();
      },
    });
    expect(history.train.length).toBe(3);
    expect(progress).toEqual([1, 2, 3].map((done) => [done, 10]));
  });

  test("a loss that leaves the finite numbers is an error that carries the best weights", async () => {
    const pairs = data(50);
    let calls = 0;
    const failing: Loss = {
      ...likelihood(pairs),
      grade(batch, score, cotangent) {
        const loss = likelihood(pairs).grade(batch, score, cotangent);
        return ++calls > 12 ? NaN : loss; // one batch for the start, three and one of validation for every epoch
      },
    };
    const error: unknown = await train(stream(7), linear, failing, 50).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RetrodictError);
    expect(String(error)).toContain("[nn] expected a finite validation loss, got NaN in epoch 2");
    const trained = trainedSoFar(error);
    expect(trained?.history.stoppedBy).toBe("not-finite");
    expect(trained?.history.validation.length).toBe(2);
    expect(trained?.params.every(Number.isFinite)).toBe(true);
    expect(trainedSoFar(new Error("another"))).toBeUndefined();
  });

  test("refuses settings that make no sense", async () => {
    await expect(refused({ epochs: 0 })).rejects.toThrow("epochs");
    await expect(refused({ batchSize: 1.5 })).rejects.toThrow("batchSize");
    await expect(refused({ learningRate: -1 })).rejects.toThrow("learningRate");
    await expect(refused({ validationFraction: 1 })).rejects.toThrow("validationFraction");
    await expect(refused({}, 1)).rejects.toThrow("rows");
  });
});

test("an estimator's own session is used where there is one", () => {
  const session: TrainingSession = {
    score: () => new Float64Array(1),
    backward: () => 0,
    contextGradient: () => matrix(1, 1),
    targetGradient: () => matrix(1, 1),
    step: () => {},
    params: () => new Float32Array(2),
  };
  const own = { ...linear, session: () => session };
  expect(trainingSession(own, new Float32Array(2), 10)).toBe(session);
  expect(trainingSession(linear, new Float32Array(2), 10)).not.toBe(session);
});
