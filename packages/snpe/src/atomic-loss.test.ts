import { box, normal } from "@retrodict/distributions";
import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { atomicLoss } from "./atomic-loss.ts";
import { trainingData } from "./training-data.ts";

const prior = box([-1, 0], [1, 5]);
const theta = prior.sample(stream("theta"), 60);
const noise = stream("noise");
const x = matrix(
  60,
  2,
  theta.data.map((value) => value + 0.5 * noise.normal()),
);
const dataIn = (affine: boolean) =>
  trainingData([{ theta, x, proposal: "prior" }], {
    support: prior.support,
    accepts: { proposals: "any", failures: "excluded", gaps: false },
    source: "test",
    affine,
  });
/** Tilted, so that it does not cancel among atoms as a uniform one would. */
const tilted = (m: Matrix) =>
  Float64Array.from({ length: m.rows }, (_, i) => 0.7 * row(m, i)[0] - 0.2 * row(m, i)[1]);
const inputOf = (data: ReturnType<typeof dataIn>, atoms: number, combined = 0) => ({
  ...data,
  logPrior: tilted(theta),
  atoms,
  fromPrior: new Uint8Array(60).fill(combined, 0, 30),
});
/** Any density of theta given x; its score in a space is lower by the log-determinant there. */
const density = (at: Float64Array, given: number): number =>
  normal([0.3 * x.data[2 * given], 2 + x.data[2 * given + 1]], [0.4, 1.3]).logDensity(
    matrix(1, 2, at),
  )[0];
const rows = Uint32Array.from({ length: 25 }, (_, i) => 2 * i);
const indexOf = (data: ReturnType<typeof dataIn>, context: Float64Array): number =>
  Array.from({ length: 60 }, (_, i) => i).find((i) =>
    row(data.context, i).every((value, j) => value === context[j]),
  )!;

describe("pairs", () => {
  const data = dataIn(false);
  const loss = atomicLoss(inputOf(data, 10));
  const pairs = loss.pairs(stream(1), rows);

  test("every x stands once with its own theta and with 9 others of the batch, each at most once", () => {
    expect([pairs.target.rows, pairs.context.rows]).toEqual([250, 250]);
    for (let i = 0; i < 25; i++) {
      const residuals = Array.from({ length: 10 }, (_, a) => row(pairs.target, 10 * i + a));
      expect(residuals[0]).toEqual(row(data.target, rows[i]));
      expect(new Set(residuals.map((values) => values.join())).size).toBe(10);
      // Rows of one x are neighbours: an embedding reads it once.
      for (let a = 0; a < 10; a++) {
        expect(indexOf(data, row(pairs.context, 10 * i + a))).toBe(rows[i]);
      }
    }
  });

  test("another theta's residual is from the regression line of this x", () => {
    // Residuals of one x are theta's values, moved and scaled alike: differences tell the thetas.
    const own = row(pairs.target, 0);
    const other = row(pairs.target, 1);
    const { spread } = data.line;
    const value = row(data.values, rows[0]);
    const found = value.map((v, j) => v + (other[j] - own[j]) * spread[j]);
    const nearest = Math.min(
      ...Array.from(rows, (i) => Math.hypot(...row(data.values, i).map((v, j) => v - found[j]))),
    );
    expect(nearest).toBeLessThan(1e-12);
  });

  test("the same stream gives the same pairs; atoms are as many as the batch has, 2 at least", () => {
    expect(loss.pairs(stream(1), rows)).toEqual(pairs);
    expect(loss.pairs(stream(2), rows)).not.toEqual(pairs);
    expect(loss.pairs(stream(1), rows.subarray(0, 4)).target.rows).toBe(16);
    expect(() => loss.pairs(stream(1), rows.subarray(0, 1))).toThrow(
      "batches of at least 2 simulations",
    );
  });
});

describe.each([0, 1])("the loss, combined %i", (combined) => {
  test("is the same in whatever space theta is seen", () => {
    const losses = [false, true].map((affine) => {
      const data = dataIn(affine);
      const loss = atomicLoss(inputOf(data, 5, combined));
      const pairs = loss.pairs(stream(3), rows);
      const score = Float64Array.from({ length: pairs.target.rows }, (_, pair) => {
        const given = rows[Math.floor(pair / 5)];
        const atom = atomAt(data, row(pairs.target, pair), given);
        return density(row(theta, atom), given) - data.logDet[atom];
      });
      return loss.grade(pairs, score, new Float64Array(score.length));
    });
    expect(losses[0]).toBeCloseTo(losses[1], 10);
  });

  test("is the atoms' cross-entropy, and of simulations from the prior the likelihood besides", () => {
    const data = dataIn(true);
    const loss = atomicLoss(inputOf(data, 3, combined));
    const pairs = loss.pairs(stream(4), rows);
    const rng = stream("scores");
    const score = new Float64Array(75).map(() => rng.normal());
    let expected = 0;
    for (let i = 0; i < 25; i++) {
      const ratios = [0, 1, 2].map((a) => {
        const atom = atomAt(data, row(pairs.target, 3 * i + a), rows[i]);
        const log = score[3 * i + a] + data.logDet[atom] - tilted(theta)[atom];
        return Math.exp(log);
      });
      expected -= Math.log(ratios[0] / (ratios[0] + ratios[1] + ratios[2])) / 25;
      if (combined && rows[i] < 30) expected -= (score[3 * i] + data.logDet[rows[i]]) / 25;
    }
    const cotangent = new Float64Array(75);
    expect(loss.grade(pairs, score, cotangent)).toBeCloseTo(expected, 10);
    for (const at of [0, 1, 44, 74]) {
      const moved = (by: number) =>
        loss.grade(
          pairs,
          score.map((s, i) => (i === at ? s + by : s)),
          new Float64Array(75),
        );
      expect(cotangent[at]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 8);
    }
  });
});

/** Which theta a target is, given the x it stands with. */
function atomAt(data: ReturnType<typeof dataIn>, target: Float64Array, given: number): number {
  const { spread } = data.line;
  const value = row(data.values, given).map(
    (v, j) => v + (target[j] - row(data.target, given)[j]) * spread[j],
  );
  const distance = (i: number) => Math.hypot(...row(data.values, i).map((v, j) => v - value[j]));
  return Array.from({ length: 60 }, (_, i) => i).reduce((a, b) =>
    distance(a) < distance(b) ? a : b,
  );
}

test("a worker thread makes the same loss", async () => {
  const data = dataIn(false);
  const loss = atomicLoss(inputOf(data, 4));
  const { module, name, args } = structuredClone(loss.recipe)!;
  const made = (await import(/* @vite-ignore */ module))[name](...args);
  expect(made.pairs(stream(1), rows)).toEqual(loss.pairs(stream(1), rows));
});
