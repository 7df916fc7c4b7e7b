import { box } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { LogDensity } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { chainDraws } from "./chain-draws.ts";
import { rejection } from "./index.ts";
import { respaced } from "./temperature-ladder.ts";

describe("the bound of rejection", () => {
  const start = box([0], [1]);
  const [width, height] = [2e-5, 50];
  /** Uniform but for a spike so thin that the pool of 10 000 misses it more often than not. */
  const spiked: LogDensity = {
    dim: 1,
    support: start.support,
    logDensity: (x) => x.data.map((value) => (value < width ? Math.log(height) : 0)),
  };

  test("is raised where a candidate exceeds it, and leaves the spike its share", async () => {
    const n = 20_000;
    const { samples, diagnostics, warnings } = await rejection().sample(stream(5), spiked, n, {
      start,
    });
    expect(diagnostics.violations).toBe(1);
    expect(warnings.join(" ")).toMatch(/exceeded 1 times and raised/);
    expect(samples.rows).toBe(n);
    const share = (width * height) / (1 + width * (height - 1));
    const found = samples.data.filter((value) => value < width).length / n;
    expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / n));
  });
});

describe("draws of chains", () => {
  const positions = matrix(
    12,
    1,
    Float64Array.from({ length: 12 }, (_, i) => i),
  );

  test("are all kept, in turns, where so many are asked for", () => {
    const { samples } = chainDraws({ positions, chains: 3 }, { n: 12 });
    expect(samples).toEqual(positions);
  });

  test("are thinned once, evenly, where fewer are", () => {
    const { samples } = chainDraws({ positions, chains: 3 }, { n: 4 });
    expect([...samples.data]).toEqual([0, 3, 6, 9]);
  });

  test("are fewer, with a warning, where the chains were stopped", () => {
    const { samples, warnings } = chainDraws({ positions, chains: 3 }, { n: 20 });
    expect(samples.rows).toBe(12);
    expect(warnings.join(" ")).toMatch(/Only 12 of 20/);
  });

  test("of chains that disagree are warned of", () => {
    const rng = stream(1);
    const apart = matrix(
      4000,
      1,
      new Float64Array(4000).map((_, i) => (i % 4) + 0.1 * rng.normal()),
    );
    const { diagnostics, warnings } = chainDraws({ positions: apart, chains: 4 }, { n: 4000 });
    expect(diagnostics.rHat).toBeGreaterThan(1.5);
    expect(warnings.join(" ")).toMatch(/R-hat is .*worth only/);
  });

  test("of many short chains that agree are not", () => {
    const rng = stream(2);
    const alike = matrix(
      1600,
      1,
      new Float64Array(1600).map(() => rng.normal()),
    );
    expect(chainDraws({ positions: alike, chains: 32 }, { n: 1600 }).warnings).toEqual([]);
  });
});

test("powers are respaced so that rejections are equal where they add up linearly", () => {
  // Up to 0.5 swaps are rejected three times as often as beyond.
  const powers = respaced(Float64Array.of(0, 0.5, 1), Float64Array.of(0.6, 0.2));
  expect(powers[1]).toBeCloseTo(1 / 3, 12);
  const same = respaced(Float64Array.of(0, 0.2, 0.6, 1), Float64Array.of(0.3, 0.3, 0.3));
  [0, 0.2, 0.6, 1].forEach((power, k) => expect(same[k]).toBeCloseTo(power, 12));
  expect([...respaced(Float64Array.of(0, 0.5, 1), Float64Array.of(0, 0))]).toEqual([0, 0.5, 1]);
});
