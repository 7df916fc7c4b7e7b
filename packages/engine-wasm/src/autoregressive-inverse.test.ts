import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import {
  autoregressiveCase,
  gradientProblem,
  type AutoregressiveCase,
  type AutoregressiveSizes,
} from "@retrodict/tensor/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

const shapes = fc.record({
  dim: fc.constantFrom(1, 3, 5, 7, 13),
  context: fc.constantFrom(1, 3, 8),
  hidden: fc.constantFrom(1, 5, 13, 50),
  depth: fc.constantFrom(1, 2, 3),
  activation: fc.constantFrom("tanh" as const, "relu" as const),
  sorted: fc.boolean(),
});
const batches = fc.constantFrom(1, 7, 33, 200);

/** A random flow with weights small enough for its inverse to be well conditioned, and inputs. */
const problem = (seed: number, rows: number, sizes: AutoregressiveSizes) => {
  const { uniform } = stream(seed);
  const flow = autoregressiveCase(sizes, uniform);
  const { params, inputs } = gradientProblem(flow.forward, rows, uniform);
  const width = Math.sqrt(sizes.hidden);
  return { flow, params: params.map((w) => w / width), x: inputs[0], context: inputs[1] };
};

describe.each(["baseline", "relaxed"] as const)("autoregressive inverse, %s kernels", (kernels) => {
  const engine = wasmEngine({ kernels });
  const run = (graph: AutoregressiveCase["forward"], params: Float32Array, inputs: Matrix[]) => {
    const program = engine.compile(graph, { rows: inputs[0].rows });
    program.setParams(params);
    const { rows, cols, data } = program.forward(inputs)[0];
    return { rows, cols, data: data.slice() };
  };
  test("round trip through the forward flow", () => {
    fc.assert(
      fc.property(fc.nat(), batches, shapes, (seed, rows, sizes) => {
        const { flow, params, x, context } = problem(seed, rows, sizes);
        const { data } = run(flow.forward, params, [x, context]);
        const latent = data.filter((_, i) => i % (sizes.dim + 1) < sizes.dim);
        const z = { rows, cols: sizes.dim, data: latent };
        const back = run(flow.inverse, params, [z, context]);
        expect(largestDifference(back, x)).toBeLessThan(1e-5);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("one pass equals as many passes as dimensions", () => {
    fc.assert(
      fc.property(fc.nat(), shapes, (seed, sizes) => {
        const { flow, params, x: z, context } = problem(seed, 40, sizes);
        const x = { ...z, data: new Float64Array(z.data.length) };
        for (let d = 0; d < sizes.dim; d++) {
          const pairs = run(flow.conditioner, params, [x, context]);
          solveDimension(d, x, z, pairs);
        }
        expect(largestDifference(run(flow.inverse, params, [z, context]), x)).toBeLessThan(1e-5);
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

function solveDimension(d: number, x: Matrix, z: Matrix, pairs: Matrix): void {
  for (let row = 0; row < x.rows; row++) {
    const shift = pairs.data[row * pairs.cols + 2 * d];
    const scale = Math.log1p(Math.exp(pairs.data[row * pairs.cols + 2 * d + 1])) + 1e-3;
    x.data[row * x.cols + d] = (z.data[row * z.cols + d] - shift) / scale;
  }
}

function largestDifference(a: Matrix, b: Matrix): number {
  expect([a.rows, a.cols]).toEqual([b.rows, b.cols]);
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);
}
