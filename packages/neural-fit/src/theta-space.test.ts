import { matrix, row } from "@retrodict/matrix";
import { logNormal, offEdges } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import type { Matrix, Support } from "@retrodict/spec";
import { expect, test } from "vitest";
import { logDetSlopes, spaceSlopes } from "./space-slopes.ts";
import { fromSpace, logDetToSpace, thetaSpace, toSpace } from "./theta-space.ts";

/** A half-line up, a half-line down, a box and the line. */
const support: Support = {
  lower: Float64Array.of(2, -Infinity, -1, -Infinity),
  upper: Float64Array.of(Infinity, 5, 1, Infinity),
};

function draws(n: number): Matrix {
  const positive = logNormal([0, 0], [1, 1]).sample(stream("positive"), n);
  const rng = stream("others");
  const out = matrix(n, 4);
  for (let i = 0; i < n; i++) {
    const [up, down] = row(positive, i);
    out.data.set([2 + up, 5 - down, 2 * rng.uniform() - 1, 3 * rng.normal()], 4 * i);
  }
  return out;
}

test("half-lines are learned in logarithms, boxes with softened edges, all standardised", () => {
  const theta = draws(4000);
  const space = thetaSpace(theta, support);
  const seen = toSpace(theta, space);
  for (let j = 0; j < 4; j++) {
    const values = Array.from({ length: 4000 }, (_, i) => seen.data[4 * i + j]);
    const moment = (k: number) => values.reduce((sum, v) => sum + v ** k / 4000, 0);
    expect(moment(1)).toBeCloseTo(0, 10);
    expect(moment(2)).toBeCloseTo(1, 3);
    // Normal, or uniform with short tails, so symmetric: four standard errors, √(15 / 4000) each, of the third moment.
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / 4000));
  }
});

test("there and back again", () => {
  const theta = draws(200);
  const space = thetaSpace(theta, support);
  const back = fromSpace(toSpace(theta, space), space);
  back.data.forEach((v, i) => expect(v).toBeCloseTo(theta.data[i], 9));
});

test("the log-determinant is that of the finite differences", () => {
  const theta = draws(50);
  const space = thetaSpace(theta, support);
  const logDet = logDetToSpace(theta, space);
  const h = 1e-6;
  for (let i = 0; i < 50; i++) {
    let expected = 0; // every parameter is mapped on its own
    for (let j = 0; j < 4; j++) {
      const moved = (by: number) => {
        const at = matrix(1, 4, row(theta, i).slice());
        at.data[j] += by;
        return toSpace(at, space).data[j];
      };
      expected += Math.log(Math.abs(moved(h) - moved(-h)) / (2 * h));
    }
    expect(logDet[i]).toBeCloseTo(expected, 4);
  }
});

test("slopes are those of the finite differences, falling ones negative", () => {
  const theta = draws(20);
  const space = thetaSpace(theta, support);
  const [slopes, bends] = [spaceSlopes(theta, space), logDetSlopes(theta, space)];
  const h = 1e-6;
  for (let at = 0; at < theta.data.length; at++) {
    const i = Math.floor(at / 4);
    const moved = (by: number) => {
      const one = matrix(1, 4, row(theta, i).slice());
      one.data[at % 4] += by;
      return [toSpace(one, space).data[at % 4], logDetToSpace(one, space)[0]];
    };
    const [slope, bend] = [0, 1].map((k) => (moved(h)[k] - moved(-h)[k]) / (2 * h));
    expect(slopes.data[at] / slope).toBeCloseTo(1, 4);
    expect(Math.abs(bends.data[at] - bend)).toBeLessThan(1e-3 * Math.max(1, Math.abs(bend)));
  }
  expect(slopes.data.filter((slope) => slope < 0)).toHaveLength(20);
});

test("an affine space standardises only, whatever the support", () => {
  const theta = draws(200);
  const space = thetaSpace(theta, support, { affine: true });
  const { mean, std } = space.standardization;
  const seen = toSpace(theta, space);
  theta.data.forEach((value, at) => {
    expect(seen.data[at]).toBeCloseTo((value - mean[at % 4]) / std[at % 4], 12);
  });
  const logDet = -std.reduce((sum, s) => sum + Math.log(s), 0);
  logDetToSpace(theta, space).forEach((value) => expect(value).toBeCloseTo(logDet, 12));
  // What lies beyond an edge comes back, too.
  const beyond = matrix(1, 4, Float64Array.of(0, 9, 5, 0));
  fromSpace(toSpace(beyond, space), space).data.forEach((value, j) => {
    expect(value).toBeCloseTo(beyond.data[j], 12);
  });
  expect(thetaSpace(theta, support)).not.toHaveProperty("affine");
});

test("on an edge everything is as at the nearest number inside, never infinite", () => {
  const space = thetaSpace(draws(200), support);
  const edges = matrix(2, 4, Float64Array.of(2, 5, -1, 0, 3, 4, 1, 0));
  const inside = offEdges(support, edges);
  for (const of of [toSpace, spaceSlopes, logDetSlopes]) {
    expect(of(edges, space).data.every(Number.isFinite)).toBe(true);
    expect(of(edges, space)).toEqual(of(inside, space));
  }
  expect(logDetToSpace(edges, space).every(Number.isFinite)).toBe(true);
  expect(logDetToSpace(edges, space)).toEqual(logDetToSpace(inside, space));
});
