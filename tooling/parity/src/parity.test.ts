import { readdirSync, readFileSync } from "node:fs";
import type { GaussianMixture } from "@retrodict/distributions";
import { wasmEngine } from "@retrodict/engine-wasm";
import { row } from "@retrodict/matrix";
import type { Rng } from "@retrodict/spec";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { readFixture } from "./fixture.ts";
import { importers } from "./importers.ts";
import { samples, scores } from "./run.ts";

const folder = new URL("../fixtures/", import.meta.url);
const fixtures = readdirSync(folder).map((file) => ({
  name: file.replace(".safetensors", ""),
  fixture: readFixture(readFileSync(new URL(file, folder))),
}));

/*
 * Errors are relative to 1 + |value|: absolute near zero, relative for large log-densities, as rounding is.
 * The reference engine computes in float64 from weights that are float32 numbers, as Python did. The others
 * round every value inside to float32, 6e-8 each, which these networks amplify up to 5e-6 in torch too.
 */
const engines = [
  { engine: referenceEngine(), tolerance: 1e-12 },
  { engine: wasmEngine({ kernels: "baseline" }), tolerance: 1e-5 },
  { engine: wasmEngine(), tolerance: 1e-5 },
];

describe.each(fixtures)("$name", ({ fixture }) => {
  const { architecture, state, target, context, score, noise, sample, component } = fixture;
  const network = importers[architecture.case](architecture, state);

  test.each(engines)("scores on $engine.name", ({ engine, tolerance }) => {
    const got = scores(engine, network, target, context);
    expect(largestError(got, score)).toBeLessThan(tolerance);
  });

  test.runIf(noise).each(engines)("samples on $engine.name", ({ engine, tolerance }) => {
    const got = samples(engine, network, context, (i, density) =>
      replay(row(noise!, i), component && uniformOf(density as GaussianMixture, component[i])),
    );
    expect(largestError(got.data, sample!.data)).toBeLessThan(tolerance);
  });
});

function largestError(got: Float64Array, expected: Float64Array): number {
  expect(got.length).toBe(expected.length);
  return Math.max(...got.map((v, i) => Math.abs(v - expected[i]) / (1 + Math.abs(expected[i]))));
}

/** The uniform in the middle of those that pick the component `k`. */
function uniformOf({ logWeights }: GaussianMixture, k: number): number {
  const below = logWeights.slice(0, k).reduce((total, value) => total + Math.exp(value), 0);
  return below + Math.exp(logWeights[k]) / 2;
}

/** A stream with these normals and this uniform. */
function replay(normals: Float64Array, uniform?: number): Rng {
  const rest = normals.values();
  return {
    normal: () => rest.next().value!,
    uniform: () => uniform ?? refuse(),
    uint32: refuse,
    fork: refuse,
    state: refuse,
  };
}

function refuse(): never {
  throw new Error("only what a fixture holds is replayed");
}
