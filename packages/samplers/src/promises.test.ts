/** What every sampler promises, whatever it draws from. */
import { box, multivariateNormal, normal } from "@retrodict/distributions";
import { fromRows, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { DifferentiableLogDensity, Sampler } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { hmc, importance, nuts, rejection, slice, tempered, variational } from "./index.ts";

const covariance = fromRows([
  [1, 0.5],
  [0.5, 1],
]);
const target = multivariateNormal([0, 0], covariance);
const start = normal([0, 0], [2, 2]);

const samplers: readonly Sampler<DifferentiableLogDensity>[] = [
  slice({ chains: 8, warmUp: 12 }),
  tempered({ chains: 4, levels: 3, warmUp: 12 }),
  nuts({ chains: 4, warmUp: 30 }),
  hmc({ chains: 4, warmUp: 30 }),
  rejection(),
  importance(),
  variational({ steps: 30 }),
];

describe.each(samplers)("$name", (sampler) => {
  test("gives the draws asked for, the same for the same seed", async () => {
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map((seed) => sampler.sample(stream(seed), target, 101, { start })),
    );
    expect([one.samples.rows, one.samples.cols]).toEqual([101, 2]);
    expect(one.diagnostics.requested).toBe(101);
    expect(same).toEqual(one);
    expect(other.samples.data).not.toEqual(one.samples.data);
  });

  test("draws nothing where nothing is asked for", async () => {
    const { samples } = await sampler.sample(stream(1), target, 0, { start });
    expect(samples.rows).toBe(0);
  });

  test("reports progress up to the number asked for", async () => {
    const progress: number[] = [];
    await sampler.sample(stream(1), target, 200, {
      start,
      onProgress(done, total) {
        progress.push(done);
        expect(total).toBe(200);
      },
    });
    expect(progress.at(-1)).toBe(200);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  test("stops when told to, and never gives more than it was asked for", async () => {
    const controller = new AbortController();
    const { samples } = await sampler.sample(stream(1), target, 5000, {
      start,
      signal: controller.signal,
      onProgress: (done) => done > 500 && controller.abort(),
    });
    expect(samples.rows).toBeLessThanOrEqual(5000);
    expect(samples.data.every((value) => Number.isFinite(value))).toBe(true);
  });

  test("says so where the start never meets the target", async () => {
    const nowhere = {
      ...target,
      logDensity: (x: typeof covariance) => new Float64Array(x.rows).fill(-Infinity),
    };
    const { samples, warnings } = await sampler.sample(stream(1), nowhere, 10, { start });
    expect(samples.rows).toBe(0);
    expect(warnings.join(" ")).toMatch(/No point of the posterior/);
  });

  test("keeps within the support, though the start is wider", async () => {
    const half = {
      ...target,
      support: box([0, 0], [9, 9]).support,
      logDensity: (x: typeof covariance) =>
        target
          .logDensity(x)
          .map((value, i) => (row(x, i).every((entry) => entry >= 0) ? value : -Infinity)),
    };
    const { samples } = await sampler.sample(stream(1), half, 200, { start });
    expect(samples.rows).toBe(200);
    expect(Math.min(...samples.data)).toBeGreaterThanOrEqual(0);
  });

  test("refuses a start of another dimension", async () => {
    await expect(
      sampler.sample(stream(1), target, 10, { start: normal([0], [1]) }),
    ).rejects.toThrow(/expected a start of dimension 2, got 1/);
  });
});

test.each([slice(), nuts()])("$name evaluates one pool for all chains", async (sampler) => {
  let largest = 0;
  let pools = 0;
  const counted = {
    ...target,
    logDensity(x: typeof covariance) {
      if (x.rows >= 1000) pools++;
      largest = Math.max(largest, x.rows);
      return target.logDensity(x);
    },
  };
  await sampler.sample(stream(1), counted, 10, { start });
  expect([pools, largest]).toEqual([1, 10_000]);
});
