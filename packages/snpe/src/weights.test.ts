import { box, multivariateNormal, normal } from "@retrodict/distributions";
import { fromRows, matrix, stackRows } from "@retrodict/matrix";
import { densityLoss } from "@retrodict/neural-fit";
import { stream } from "@retrodict/random";
import type { Distribution, Proposal, Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { importanceWeights } from "./importance-weights.ts";
import { weightedLoss } from "./weighted-loss.ts";

const prior = multivariateNormal(
  [1, 0],
  fromRows([
    [4, 0.8],
    [0.8, 0.25],
  ]),
);
const asProposal = (from: Distribution, normalized = true): Proposal => ({
  dim: from.dim,
  support: from.support,
  logDensity: from.logDensity,
  normalized,
  sample: async (rng, n) => ({ samples: from.sample(rng, n), diagnostics: {}, warnings: [] }),
});
const roundOf = (from: Distribution, n: number, proposal: Round["proposal"]): Round => {
  const theta = from.sample(stream(n), n);
  return { theta, x: theta, proposal };
};
const narrow = normal([2, 0.3], [0.5, 0.2]);
const rounds = [
  roundOf(prior, 2000, "prior"),
  roundOf(narrow, 4001, asProposal(narrow)),
  roundOf(prior, 1000, "prior"),
];
const theta = stackRows(...rounds.map((round) => round.theta));

describe("importance weights", () => {
  const { weights, effectiveRows } = importanceWeights(theta, rounds, prior);

  test("are the prior over what all rounds together were drawn from, of mean 1", () => {
    const [p, q] = [prior, narrow].map((d) => d.logDensity(theta).map(Math.exp));
    const plain = p.map((value, i) => value / ((3000 * value + 4001 * q[i]) / 7001));
    const mean = plain.reduce((a, b) => a + b) / 7001;
    weights.forEach((w, i) => expect(w).toBeCloseTo(plain[i] / mean, 10));
    expect(weights.reduce((a, b) => a + b) / 7001).toBeCloseTo(1, 12);
    const squares = weights.reduce((a, b) => a + b * b, 0);
    expect(effectiveRows).toBeCloseTo(7001 ** 2 / squares, 6);
    // Rounds from the prior bound them.
    expect(Math.max(...plain)).toBeLessThan(7001 / 3000 + 1e-12);
  });

  test("give the prior's mean back", () => {
    [1, 0].forEach((mean, j) => {
      const found = weights.reduce((sum, w, i) => sum + (w * theta.data[2 * i + j]) / 7001, 0);
      const error = 4 * Math.sqrt([4, 0.25][j] / effectiveRows);
      expect(Math.abs(found - mean)).toBeLessThan(error);
    });
  });

  test("are all 1 where all is drawn from the prior", () => {
    const own = importanceWeights(rounds[0].theta, [rounds[0]], prior);
    own.weights.forEach((w) => expect(w).toBeCloseTo(1, 12));
    expect(own.effectiveRows).toBeCloseTo(2000, 6);
  });

  test("need normalised proposals, and theta where the prior is not zero", () => {
    const unknown = roundOf(narrow, 50, asProposal(narrow, false));
    expect(() => importanceWeights(unknown.theta, [unknown], prior)).toThrow(
      "[snpe] expected proposals whose density integrates to one",
    );
    const outside = roundOf(narrow, 50, asProposal(narrow));
    expect(() => importanceWeights(outside.theta, [outside], box([9, 9], [10, 10]))).toThrow(
      expect.objectContaining({ code: "data" }),
    );
  });
});

describe("the weighted loss", () => {
  const rng = stream("loss");
  const draw = (n: number) => new Float64Array(n).map(() => rng.normal());
  const [target, context, logDet] = [matrix(60, 1, draw(60)), matrix(60, 1, draw(60)), draw(60)];
  const score = draw(60);
  const rows = Uint32Array.from({ length: 60 }, (_, i) => i);
  const gradientOf = (weights: Float64Array, part: Uint32Array) => {
    const loss = weightedLoss({ target, context, logDet, weights });
    const cotangent = new Float64Array(part.length);
    const scores = Float64Array.from(part, (i) => score[i]);
    return { mean: loss.grade(loss.pairs(rng, part), scores, cotangent), cotangent };
  };

  test("of equal weights is maximum likelihood", () => {
    const plain = densityLoss(target, context, logDet);
    const expected = new Float64Array(60);
    const mean = plain.grade(plain.pairs(rng, rows), score, expected);
    const found = gradientOf(new Float64Array(60).fill(1), rows);
    expect(found.mean).toBeCloseTo(mean, 12);
    found.cotangent.forEach((g, i) => expect(g).toBeCloseTo(expected[i], 14));
  });

  test("of batches averages to that of the whole, however uneven the weights", () => {
    const weights = draw(60).map((v) => Math.exp(2 * v));
    const whole = gradientOf(weights, rows);
    const parts = [rows.subarray(0, 20), rows.subarray(20, 40), rows.subarray(40)];
    const found = parts.map((part) => gradientOf(weights, part));
    expect(found.reduce((sum, { mean }) => sum + mean / 3, 0)).toBeCloseTo(whole.mean, 10);
    found.forEach(({ cotangent }, p) => {
      cotangent.forEach((g, i) => expect(g / 3).toBeCloseTo(whole.cotangent[20 * p + i], 12));
    });
  });

  test("a worker thread makes the same", async () => {
    const weights = new Float64Array(60).fill(1);
    const loss = weightedLoss({ target, context, logDet, weights });
    const { module, name, args } = structuredClone(loss.recipe)!;
    const made = (await import(/* @vite-ignore */ module))[name](...args);
    expect(made.pairs(rng, rows)).toEqual(loss.pairs(rng, rows));
  });
});
