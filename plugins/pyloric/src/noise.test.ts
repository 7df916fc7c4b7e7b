import { readFileSync } from "node:fs";
import { numpyLegacy, stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { pyloricTrace } from "./index.ts";
import type { NoiseSource } from "./integrate.ts";

/** Without any conductance a neuron adds up its noise: `dt / C` times the current. */
const perVolt = 0.025 / 0.6283e-3;
const nothing = new Float64Array(31).fill(-Infinity, 24);

/** The noise of the three neurons at samples 1, 2, …, standard normals. */
function noises(source: NoiseSource, samples: number, options = {}) {
  const experiment = { duration: samples * 0.025, "burn-in": 0, noise: 1, ...options };
  const { voltages } = pyloricTrace(experiment, nothing, source);
  return voltages.map((v) => v.slice(1).map((value, i) => (value - v[i]) / perVolt));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("numpy's stream", () => {
  const golden = JSON.parse(
    readFileSync(new URL("./fixtures/numpy-noise.json", import.meta.url), "utf8"),
  ) as Record<string, { first10: readonly number[][]; last: readonly number[] }>;

  test.each(Object.keys(golden))("of seed %s, as published runs have it", (seed) => {
    const { first10, last } = golden[seed];
    noises(Number(seed), 440_000).forEach((noise, j) => {
      // V goes up to some 1e5 mV, of which differences keep 1e-11.
      [...first10[j].slice(1), last[j]].forEach((expected, i) => {
        const got = noise[i < 9 ? i : 439_998];
        expect(Math.abs(got - 1000 * expected)).toBeLessThan(1e-11);
      });
    });
  });

  test.each([4999, 5000, 4096, 4097])("of %i samples, row after row", (samples) => {
    const rng = numpyLegacy(7);
    const rows = [0, 1, 2].map(() => Float64Array.from({ length: samples }, () => rng.normal()));
    noises(7, samples).forEach((noise, j) => {
      const worst = noise.reduce((max, x, i) => Math.max(max, Math.abs(x - rows[j][i + 1])), 0);
      expect(worst).toBeLessThan(1e-11);
    });
  });

  test("drawn from a stream, it depends on the stream's key", () => {
    const options = { "noise-stream": "numpy" };
    const first = noises(stream(1), 100, options);
    expect(noises(stream(1), 100, options)).toEqual(first);
    expect(noises(stream(2), 100, options)).not.toEqual(first);
    const seed = stream(1).fork("noise").uint32();
    expect(noises(seed, 100)).toEqual(first);
  });
});

describe("the default noise", () => {
  const n = 440_000;
  const [abpd, lp, py] = noises(stream(3), n);

  test("has the mean and variance of standard normals", () => {
    for (const noise of [abpd, lp, py]) {
      expect(Math.abs(mean(noise))).toBeLessThan(4.5 / Math.sqrt(n));
      expect(Math.abs(mean(noise.map((x) => x * x)) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n));
    }
  });

  test("is independent between neurons, and in time, across chunks too", () => {
    const products = [
      abpd.map((x, i) => x * lp[i]),
      abpd.map((x, i) => x * py[i]),
      lp.map((x, i) => x * py[i]),
      abpd.map((x, i) => x * (abpd[i + 1] ?? 0)),
      abpd.map((x, i) => x * (abpd[i + 4096] ?? 0)),
    ];
    for (const product of products)
      expect(Math.abs(mean(product))).toBeLessThan(4.5 / Math.sqrt(n));
  });

  test("of a longer run begins with that of a shorter one", () => {
    const [short] = noises(stream(3), 5000);
    expect(abpd.subarray(0, short.length)).toEqual(short);
  });
});
