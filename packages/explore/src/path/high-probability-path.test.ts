import { box } from "@retrodict/distributions";
import { fromRows, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import {
  asPosterior,
  cube,
  fromLogDensity,
  gaussian,
  islands,
  logNormal,
} from "../posteriors.test.helper.ts";
import { highProbabilityPath } from "./high-probability-path.ts";

const of = (...values: number[]): Float64Array => Float64Array.from(values);

test("of a Gaussian connects its ends, and is lowest at one of them", async () => {
  const posterior = asPosterior(gaussian);
  const [a, b] = [of(0, -3, 1), of(2, -2, -0.2)];
  const path = await highProbabilityPath(stream(1), posterior, a, b);
  expect(path.points.rows).toBe(80);
  expect(row(path.points, 0)).toEqual(a);
  expect(row(path.points, 79)).toEqual(b);
  const atEnds = posterior.logDensity(fromRows([a, b]));
  expect(path.lowest.logDensity).toBeCloseTo(Math.min(...atEnds), 9);
  expect(path.verdict.outcome).toBe("connected");
  expect(path.logDensity).toEqual(posterior.logDensity(path.points));
  const steps = path.distance.slice(1).map((value, i) => value - path.distance[i]);
  steps.forEach((step) => expect(step / (path.length / 79)).toBeCloseTo(1, 6));
});

test("follows a ring, whichever way round, as close to its crest as the ends are", async () => {
  // The crest's log-density falls with the radius by so little that the ends are lowest.
  const ring = fromLogDensity(
    cube(2, -3, 3),
    ([x, y]) => logNormal(Math.hypot(x, y), 1, 0.1),
    box([-3, -3], [3, 3]),
  );
  const [a, b] = [of(1.05, 0), of(-1.05, 0)];
  const { points, lowest, verdict } = await highProbabilityPath(stream(1), ring, a, b);
  expect(lowest.logDensity).toBeCloseTo(logNormal(1.05, 1, 0.1), 2);
  for (let i = 0; i < points.rows; i++) {
    expect(Math.abs(Math.hypot(...row(points, i)) - 1)).toBeLessThan(0.0501);
  }
  expect(verdict.outcome).toBe("connected");
});

const onSpiral = (t: number) => of((1 + 0.4 * t) * Math.cos(t), (1 + 0.4 * t) * Math.sin(t));

test("follows a spiral, on which a straight line and its bends are lost", async () => {
  const spiral = fromLogDensity(
    cube(2, -8, 8),
    ([x, y]) => {
      const radius = Math.hypot(x, y);
      const angles = [1, 3, 5].map((k) => Math.atan2(y, x) + Math.PI * k - Math.PI);
      return Math.max(
        ...angles.map((t) => (t > 4 * Math.PI ? -Infinity : logNormal(radius, 1 + 0.4 * t, 0.15))),
      );
    },
    box([-8, -8], [8, 8]),
  );
  const { lowest, length, verdict } = await highProbabilityPath(
    stream(1),
    spiral,
    onSpiral(0.5),
    onSpiral(3.5 * Math.PI),
  );
  expect(verdict.outcome).toBe("connected");
  // On the crest the log-density is the same everywhere.
  expect(lowest.logDensity).toBeGreaterThan(logNormal(0, 0, 0.15) - 0.5);
  expect(length).toBeGreaterThan(5);
});

test("moves in dimensions in which the ends agree, and does not leave the prior", async () => {
  const bow = fromLogDensity(
    { lower: of(-3, 0), upper: of(3, 2.3) },
    ([x, y]) => logNormal(x, 0, 1) + logNormal(y, 2.2 - 0.5 * x * x, 0.1),
    box([-3, 0], [3, 2.3]),
  );
  const { points, verdict } = await highProbabilityPath(
    stream(1),
    bow,
    of(-1.5, 1.1),
    of(1.5, 1.1),
  );
  expect(verdict.outcome).toBe("connected");
  const heights = Array.from({ length: points.rows }, (_, i) => row(points, i)[1]);
  expect(Math.max(...heights)).toBeGreaterThan(2);
  expect(Math.max(...heights)).toBeLessThan(2.3);
});

test("ends on islands are said to be so, the lowest density being that of the saddle", async () => {
  const posterior = asPosterior(islands);
  const path = await highProbabilityPath(stream(1), posterior, of(0, 0), of(8, 3));
  expect(path.verdict.outcome).toBe("island");
  // Both Gaussians are round, so the saddle is on the line between their means.
  const line = Array.from({ length: 2001 }, (_, i) => [(8 * i) / 2000, (3 * i) / 2000]);
  const saddle = Math.min(...posterior.logDensity(fromRows(line)));
  expect(path.lowest.logDensity).toBeGreaterThan(saddle - 0.05);
  expect(path.lowest.logDensity).toBeLessThan(saddle + 0.01);
});

test("the same stream, the same path; ends without a density are refused", async () => {
  const posterior = asPosterior(gaussian);
  const [a, b] = [of(0, -3, 1), of(2, -2, -0.2)];
  const first = await highProbabilityPath(stream(3), posterior, a, b);
  expect(await highProbabilityPath(stream(3), posterior, a, b)).toEqual(first);
  await expect(highProbabilityPath(stream(3), posterior, a, of(Infinity, 0, 0))).rejects.toThrow(
    "got b on an edge or beyond",
  );
});
