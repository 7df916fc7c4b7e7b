import { box } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import {
  asPosterior,
  cube,
  fromLogDensity,
  gaussian,
  islands,
  logNormal,
} from "../posteriors.test.helper.ts";
import type { ExploredPosterior } from "../types.ts";
import { maximumAPosteriori } from "./maximum-a-posteriori.ts";

const { logDensityGrad: _, ...withoutGradient } = asPosterior(gaussian);

describe.each<[string, ExploredPosterior, number]>([
  ["exact gradients", asPosterior(gaussian), 6],
  // The differences of a quadratic are exact but for rounding.
  ["differences", withoutGradient, 5],
])("of a Gaussian, by %s", (_, posterior, digits) => {
  test("is its mean", async () => {
    const { theta, logDensity, modes, verdict } = await maximumAPosteriori(stream(1), posterior);
    [1, -2, 0.5].forEach((mean, j) => expect(theta[j]).toBeCloseTo(mean, digits));
    expect(logDensity).toBe(posterior.logDensity({ rows: 1, cols: 3, data: theta })[0]);
    expect(modes).toHaveLength(1);
    expect(modes[0]).toMatchObject({ share: 1, converged: true, atEdge: [] });
    expect(verdict.outcome).toBe("converged");
  });
});

test("finds both modes of a mixture, the higher first, reached as often as drawn", async () => {
  const { modes, theta, verdict } = await maximumAPosteriori(stream(1), asPosterior(islands), {
    starts: 200,
  });
  expect(modes).toHaveLength(2);
  [0, 0].forEach((mean, j) => expect(theta[j]).toBeCloseTo(mean, 5));
  [8, 3].forEach((mean, j) => expect(modes[1].theta[j]).toBeCloseTo(mean, 5));
  expect(modes[0].logDensity - modes[1].logDensity).toBeCloseTo(Math.log(0.7 / 0.3), 6);
  // Five standard errors of a share of 200.
  expect(Math.abs(modes[0].share - 0.7)).toBeLessThan(5 * Math.sqrt(0.21 / 200));
  expect(verdict.sentence).toContain("the highest of 2 modes");
});

test("climbs the whole length of a curved ridge", async () => {
  const ridge = fromLogDensity(
    cube(2, -8, 8),
    ([x, y]) => logNormal(x, 1, 1.5) + logNormal(y, x * x - 2, 0.1),
    box([-8, -8], [8, 8]),
  );
  const { theta, modes } = await maximumAPosteriori(stream(1), ridge);
  expect(modes).toHaveLength(1);
  expect(modes[0].converged).toBe(true);
  // Differences see the ridge's bend as a slope.
  expect(theta[0]).toBeCloseTo(1, 2);
  expect(theta[1]).toBeCloseTo(-1, 2);
});

test("stays within the prior and says where it is at its edge", async () => {
  const rising = fromLogDensity(
    cube(2, 0, 1),
    ([x, y]) => 5 * x + logNormal(y, 0.4, 0.1),
    box([0, 0], [1, 1]),
  );
  const { theta, modes, verdict } = await maximumAPosteriori(stream(1), rising);
  expect(theta[0]).toBeLessThan(1);
  expect(theta[0]).toBeGreaterThan(0.999);
  expect(theta[1]).toBeCloseTo(0.4, 4);
  expect(modes[0].atEdge).toEqual([0]);
  expect(verdict.sentence).toContain("on an edge of the prior");
});

test("is not led to spikes on the edges of the prior, where there is no mass", async () => {
  const spiked = fromLogDensity(
    cube(1, 0, 1),
    ([x]) => Math.log(Math.exp(logNormal(x, 0.5, 0.1)) + 1e-5 / x),
    box([0], [1]),
  );
  const { theta, modes } = await maximumAPosteriori(stream(1), spiked);
  expect(theta[0]).toBeCloseTo(0.5, 3);
  expect(modes[0].atEdge).toEqual([]);
});

test("refuses settings that make no sense, and ends when aborted", async () => {
  const posterior = asPosterior(gaussian);
  await expect(maximumAPosteriori(stream(1), posterior, { starts: 0 })).rejects.toThrow(
    "[explore] expected starts",
  );
  const signal = AbortSignal.abort();
  await expect(maximumAPosteriori(stream(1), posterior, { signal })).rejects.toMatchObject({
    code: "aborted",
  });
});
