import { multivariateNormal } from "@retrodict/distributions";
import { fromRows, identity, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { asPosterior, cube } from "../posteriors.test.helper.ts";
import { orthogonalWalk } from "./orthogonal-walk.ts";
import { smallestPerturbation } from "./smallest-perturbation.ts";

const unit = asPosterior(multivariateNormal([0, 0, 0, 0], identity(4)));
const theta = new Float64Array(4);
const normalVector = [1, -2, 3, 0.5];
const norm = Math.hypot(...normalVector);

/** Fails beyond a plane at distance 1.5 from the origin. */
const plane = (_rng: Rng, points: Matrix): boolean[] =>
  Array.from(
    { length: points.rows },
    (_, i) => row(points, i).reduce((sum, v, j) => sum + v * normalVector[j], 0) / norm < 1.5,
  );

describe("the smallest perturbation", () => {
  test("to a plane is its distance, nearly", async () => {
    const found = await smallestPerturbation(stream(1), unit, theta, plane);
    // Standard deviations of 1000 draws measure distances to 2 or 3 %; no direction could do better than the plane's.
    expect(found.distance).toBeGreaterThan(1.5 * 0.9);
    expect(found.distance).toBeLessThan(1.5 * 1.1);
    expect(plane(stream(1), fromRows([found.broken!]))).toEqual([false]);
    expect(plane(stream(1), fromRows([found.working!]))).toEqual([true]);
    expect(found.logDensity).toBe(unit.logDensity(fromRows([found.broken!]))[0]);
    expect(found.verdict.sentence).toContain("mostly in theta3");
  });

  test("can be kept orthogonal to a path", async () => {
    const along = Float64Array.of(0, 0, 1, 0);
    const found = await smallestPerturbation(stream(1), unit, theta, plane, {
      orthogonalTo: along,
    });
    expect(Math.abs(found.broken![2])).toBeLessThan(1e-12);
    const exact = (1.5 * norm) / Math.hypot(1, 2, 0.5);
    expect(Math.abs(found.distance / exact - 1)).toBeLessThan(0.1);
  });

  test("of what nothing breaks is infinite, and stays within the prior", async () => {
    const bounded = { ...unit, support: cube(4, -1, 1) };
    const seen: Matrix[] = [];
    const found = await smallestPerturbation(stream(1), bounded, theta, (_rng, points) => {
      seen.push(points);
      return Array.from({ length: points.rows }, () => true);
    });
    expect(found.distance).toBe(Infinity);
    expect(found.verdict.outcome).toBe("robust");
    expect(Math.max(...seen.map(({ data }) => Math.max(...data)))).toBeLessThanOrEqual(1);
    expect(found.tried).toBe(seen.reduce((sum, { rows }) => sum + rows, 0));
  });

  test("wants a model that works to begin with", async () => {
    await expect(smallestPerturbation(stream(1), unit, theta, () => [false])).rejects.toThrow(
      "begin where it does",
    );
  });
});

describe("an orthogonal walk", () => {
  const points = fromRows(Array.from({ length: 11 }, (_, i) => [i / 10 - 0.5, 0.3, 0.1, 0]));
  const path = { points, scale: new Float64Array(4).fill(1) };

  test("goes straight down a round Gaussian, at a right angle to the path", () => {
    const walk = orthogonalWalk(unit, path, { at: 0.7, length: 2 });
    const last = row(walk.points, walk.points.rows - 1);
    expect(walk.stoppedBy).toBe("length");
    expect(last[0]).toBeCloseTo(0.2, 12);
    const from = Math.hypot(0.3, 0.1);
    [0.3, 0.1].forEach((v, j) => expect(last[j + 1]).toBeCloseTo(v * (1 + 2 / from), 9));
    expect(walk.distance[walk.distance.length - 1]).toBeCloseTo(2, 9);
    walk.logDensity.slice(1).forEach((value, i) => expect(value).toBeLessThan(walk.logDensity[i]));
  });

  test("stops at the edge of the prior, and on flat ground", () => {
    const bounded = { ...unit, support: cube(4, -0.6, 0.6) };
    const walk = orthogonalWalk(bounded, path, { length: 2 });
    expect(walk.stoppedBy).toBe("stuck");
    expect(Math.max(...walk.points.data)).toBe(0.6);
    const flat = {
      ...unit,
      logDensityGrad: undefined,
      logDensity: ({ rows }: Matrix) => new Float64Array(rows),
    };
    expect(orthogonalWalk(flat, path)).toMatchObject({ stoppedBy: "stuck", points: { rows: 1 } });
  });
});
