import { readFileSync } from "node:fs";
import { fromRows, row } from "@retrodict/matrix";
import { multivariateNormal } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import type { ExploredDensity } from "../types.ts";
import { publishedCost } from "./costs.ts";
import { publishedPath } from "./published-path.ts";

const golden = JSON.parse(
  readFileSync(new URL("../fixtures/high-probability-path.json", import.meta.url), "utf8"),
) as {
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly start: number[];
        readonly end: number[];
        readonly loss_straight_line: number;
        readonly loss_optimised: number;
        readonly path: number[][];
        readonly log_density_along_path: number[];
      }
    >
  >;
};
const LOG_2PI = Math.log(2 * Math.PI);
const density = (dim: number, log: (x: Float64Array) => number): ExploredDensity => ({
  dim,
  support: {
    lower: new Float64Array(dim).fill(-Infinity),
    upper: new Float64Array(dim).fill(Infinity),
  },
  logDensity: (x) => Float64Array.from({ length: x.rows }, (_, i) => log(row(x, i))),
});
const logNormal = (x: number, mean: number, std: number): number =>
  -0.5 * ((x - mean) / std) ** 2 - Math.log(std) - LOG_2PI / 2;
const densities: Readonly<Record<string, ExploredDensity>> = {
  ring: density(2, (x) => {
    const r = Math.hypot(x[0], x[1]);
    return logNormal(r, 1, 0.1) - LOG_2PI - Math.log(r);
  }),
  gauss2d: multivariateNormal(
    [0, 0],
    fromRows([
      [1, 0.6],
      [0.6, 1.5],
    ]),
  ),
  banana3d: density(
    3,
    ([x, y, z]) =>
      logNormal(x, 0, 1) + logNormal(y, 0.5 * x * x, 0.15) + logNormal(z, -0.3 * x, 0.2),
  ),
};

describe.each(Object.entries(golden.cases))("the published path, %s", (name, stored) => {
  const posterior = densities[name];
  const [a, b] = [stored.start, stored.end].map((ends) => Float64Array.from(ends));

  test("its density is that of the reference", () => {
    const own = posterior.logDensity(fromRows(stored.path));
    own.forEach((value, i) => expect(value).toBeCloseTo(stored.log_density_along_path[i], 9));
  });

  test("costs what the reference says as a straight line, and bent no more than its path", async () => {
    const line = Array.from({ length: 80 }, (_, i) => a.map((v, j) => v + ((b[j] - v) * i) / 79));
    const tangents = fromRows(line.map(() => b.map((value, j) => value - a[j])));
    const straight = publishedCost(posterior.logDensity(fromRows(line)), tangents).value;
    expect(straight / stored.loss_straight_line).toBeCloseTo(1, 9);
    const { cost, points } = await publishedPath(stream(1), posterior, a, b);
    expect(cost).toBeLessThanOrEqual(
      stored.loss_optimised + 0.01 * Math.abs(stored.loss_optimised),
    );
    b.forEach((value, j) => expect(row(points, 79)[j]).toBeCloseTo(value, 9));
  });
});
