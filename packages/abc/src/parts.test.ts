import { box, normal } from "@retrodict/distributions";
import { fromRows, matrix } from "@retrodict/matrix";
import type { Round } from "@retrodict/spec";
import { array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { effectiveRows, importanceWeights } from "./importance-weights.ts";
import { nearest } from "./nearest.ts";
import { asProposal } from "./rounds.test.helper.ts";
import { scaledDistance, spreads } from "./scaled-distance.ts";

describe("the nearest", () => {
  test("are the count asked for, and ties with the last of them", () => {
    const distances = Float64Array.of(3, 1, 2, 2, 5, 0);
    expect(nearest(distances, 2)).toEqual({ rows: Uint32Array.of(1, 5), threshold: 1, beyond: 2 });
    expect(nearest(distances, 3)).toEqual({
      rows: Uint32Array.of(1, 2, 3, 5),
      threshold: 2,
      beyond: 3,
    });
    expect(nearest(distances, 9)).toMatchObject({ threshold: 5, beyond: Infinity });
  });

  test("lie below everything that is not accepted", () => {
    const distances = array(integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 });
    assert(
      property(distances, integer({ min: 1, max: 40 }), (values, count) => {
        const { rows, threshold, beyond } = nearest(Float64Array.from(values), count);
        const rest = values.filter((_, i) => !rows.includes(i));
        expect(rows.length).toBeGreaterThanOrEqual(Math.min(count, values.length));
        expect(Math.max(...Array.from(rows, (i) => values[i]))).toBe(threshold);
        expect(Math.min(...rest)).toBe(beyond);
        expect(beyond).toBeGreaterThan(threshold);
      }),
    );
  });
});

describe("distances", () => {
  test("are in units of the median absolute deviation, which an outlier leaves alone", () => {
    const n = 101;
    const x = matrix(n, 4);
    for (let i = 0; i < n; i++) {
      const outlier = i === n - 1 ? 1e6 : 0;
      // Even; mostly zero; constant but for rounding; even with an outlier.
      x.data.set([i, i < 80 ? 0 : 1, 0.1 + 1e-17 * i, i + outlier], 4 * i);
    }
    const [even, mostly, constant, outlying] = spreads(x);
    expect(even).toBe(1.4826 * 25);
    // The standard deviation of 21 ones among 101.
    expect(mostly).toBeCloseTo(Math.sqrt((21 * 80) / (101 * 100)), 12);
    expect(constant).toBe(Infinity);
    expect(outlying).toBe(1.4826 * 25);
    const distance = scaledDistance(x);
    expect(distance(fromRows([[50, 1, 7, 50]]), Float64Array.of(50, 1, 0.1, 50))).toEqual(
      Float64Array.of(0),
    );
    expect(
      distance(fromRows([[0, 1, 0, 0]]), Float64Array.of(3 * even, 1, 0, 4 * even))[0],
    ).toBeCloseTo(5, 12);
  });
});

const round = (rows: number, proposal: Round["proposal"]): Round => ({
  theta: matrix(rows, 1),
  x: matrix(rows, 1),
  proposal,
});

describe("importance weights", () => {
  const prior = box([0], [4]);
  const theta = fromRows([[0.5], [1.5], [3]]);
  test("by hand: the prior over the mixture of all proposals", () => {
    const rounds = [round(100, "prior"), round(300, asProposal(box([0], [2])))];
    // Densities: prior ¼; mixture ¼ ¼ + ¾ ½ = 7/16 below 2, ¼ ¼ = 1/16 above. Ratios 4/7, 4/7, 4.
    const weights = importanceWeights(theta, prior, rounds);
    [1, 1, 7].forEach((value, i) => expect(weights[i]).toBeCloseTo(value / 9, 14));
  });

  test("are equal for rounds from the prior, whatever constants they leave out", () => {
    const shifted = {
      ...prior,
      logDensity: (at: typeof theta) => prior.logDensity(at).map((v) => v + 7),
    };
    const rounds = [round(10, "prior"), round(30, "prior")];
    importanceWeights(theta, shifted, rounds).forEach((w) => expect(w).toBeCloseTo(1 / 3, 14));
  });

  test("are worth the number of rows where equal, fewer where not", () => {
    expect(effectiveRows(Float64Array.of(0.25, 0.25, 0.25, 0.25))).toBe(4);
    expect(effectiveRows(Float64Array.of(1, 0, 0, 0))).toBe(1);
  });

  test("refuses rows that have none", () => {
    const far = asProposal(normal([0], [1]));
    expect(() => importanceWeights(fromRows([[9], [10]]), prior, [round(2, far)])).toThrow(
      "[abc] expected accepted simulations of positive and finite weight",
    );
  });
});
