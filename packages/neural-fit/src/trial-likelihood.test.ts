import { matrix } from "@retrodict/matrix";
import type { ConditionalEstimator, Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { fixedScorer, trialLikelihood, withFindings, type TrialLikelihood } from "./index.ts";

/** Scores −w (target − context)² / 2, NaN where the target is. */
const quadratic: ConditionalEstimator = {
  shape: { targetDim: 1, contextDim: 1 },
  config: { kind: "quadratic" },
  paramCount: 1,
  init: () => Float32Array.of(1),
  score: (params, target, context) => quadratic.scoreVjp(params, target, context).score,
  scoreVjp([weight], target, context) {
    const residual = target.data.map((value, i) => value - context.data[i]);
    return {
      score: residual.map((r) => (-weight * r * r) / 2),
      pullback(cotangent, into) {
        residual.forEach((r, i) => {
          if (into.target) into.target.data[i] -= cotangent[i] * weight * r;
          if (into.context) into.context.data[i] += cotangent[i] * weight * r;
        });
      },
    };
  },
};

const column = (...values: number[]): Matrix => matrix(values.length, 1, Float64Array.from(values));

test("a fixed scorer scores any number of rows, with the gradients asked for", () => {
  const rows = 600;
  const [target, context] = [column(...Array(rows).keys()), matrix(rows, 1)];
  const params = Float32Array.of(2);
  const both = fixedScorer(quadratic, params, { targetGradient: true, contextGradient: true });
  expect(both.score(target, context)).toEqual(target.data.map((v) => -v * v));
  const by = both.gradients(target, context);
  expect(by.score).toEqual(both.score(target, context));
  by.target.data.forEach((g, i) => expect(g).toBeCloseTo(-2 * i, 12));
  by.context.data.forEach((g, i) => expect(g).toBeCloseTo(2 * i, 12));
  const one = fixedScorer(quadratic, params, { targetGradient: true }).gradients(target, context);
  expect(one.target.data).toEqual(by.target.data);
  expect(one.context.data.every((g) => g === 0)).toBe(true);
});

/** Networks see the square of theta as the target, trials as contexts. */
const likelihood = (...trials: readonly number[]): TrialLikelihood =>
  trialLikelihood({
    scorer: fixedScorer(quadratic, Float32Array.of(1), { targetGradient: true }),
    trials: trials.length,
    constant: 3,
    see: (theta) =>
      matrix(
        theta.rows,
        1,
        theta.data.map((t) => (t < 0 ? NaN : t * t)),
      ),
    slopes: (theta) =>
      matrix(
        theta.rows,
        1,
        theta.data.map((t) => 2 * t),
      ),
    pairs: (seen) => ({
      target: column(...trials.flatMap(() => [...seen.data])),
      context: column(...trials.flatMap((trial) => Array<number>(seen.rows).fill(trial))),
    }),
    pull: (byTarget, _byContext, bySeen) => (bySeen[0] += byTarget[0]),
  });

describe("the likelihood of trials", () => {
  test("is the sum over trials and the constant, and so is its gradient", () => {
    const { logDensity, grad } = likelihood(1, 2).logDensityGrad(column(0, 1, 2));
    const expected = [0, 1, 2].map((t) => 3 - (t ** 2 - 1) ** 2 / 2 - (t ** 2 - 2) ** 2 / 2);
    expect([...logDensity]).toEqual(expected);
    expect([...likelihood(1, 2).logDensity(column(0, 1, 2))]).toEqual(expected);
    [0, 1, 2].forEach((t, i) => {
      expect(grad.data[i]).toBeCloseTo(-2 * t * (t ** 2 - 1 + (t ** 2 - 2)), 12);
    });
  });

  test("is minus infinity, with gradient 0, where a score is no number", () => {
    const { logDensity, grad } = likelihood(1).logDensityGrad(column(-1, 1));
    expect([...logDensity]).toEqual([-Infinity, 3]);
    expect(grad.data[0]).toBe(0);
  });

  test("does not depend on how many are made at once", () => {
    const theta = column(...Array.from({ length: 50 }, (_, i) => i / 25));
    const trials = Array.from({ length: 1000 }, (_, i) => i / 500);
    const whole = likelihood(...trials).logDensityGrad(theta);
    const alone = [0, 17, 49].map((i) => likelihood(...trials).logDensityGrad(column(i / 25)));
    [0, 17, 49].forEach((i, k) => {
      expect(whole.logDensity[i]).toBe(alone[k].logDensity[0]);
      expect(whole.grad.data[i]).toBe(alone[k].grad.data[0]);
    });
  });
});

test("draws tell how many values observed lie beyond what was simulated", async () => {
  const posterior = {
    dim: 1,
    support: { lower: Float64Array.of(0), upper: Float64Array.of(1) },
    observed: matrix(1, 1),
    normalized: false,
    logDensity: (theta: Matrix) => new Float64Array(theta.rows),
    sample: () =>
      Promise.resolve({ samples: matrix(0, 1), diagnostics: { ess: 5 }, warnings: ["first"] }),
  };
  const draw = (beyond: number) =>
    withFindings(posterior, { observedOutOfRange: beyond, warnings: ["last"] }).sample(
      {} as never,
      0,
    );
  expect(await draw(0)).toMatchObject({
    diagnostics: { ess: 5, observedOutOfRange: 0 },
    warnings: ["first", "last"],
  });
  const { diagnostics, warnings } = await draw(2);
  expect(diagnostics).toEqual({ ess: 5, observedOutOfRange: 2 });
  expect(warnings).toEqual(["first", expect.stringContaining("2 of the values observed"), "last"]);
});
