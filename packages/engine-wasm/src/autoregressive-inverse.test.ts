import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { graph, referenceEngine, type Transform } from "@retrodict/tensor";
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
  transform: fc.constantFrom<Transform>(
    { kind: "affine", positivity: "softplus" },
    { kind: "affine", positivity: "soft-clipped" },
    { kind: "spline", positivity: "softplus", bins: 10, bound: 3, logitScale: 1 },
    { kind: "spline", positivity: "softplus", bins: 1, bound: 0.5, logitScale: 1 },
    { kind: "spline", positivity: "soft-clipped", bins: 4, bound: 0.5, logitScale: 0.7 },
  ),
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
          const conditioner = run(flow.conditioner, params, [x, context]);
          solveDimension(sizes.transform, d, { x, z, conditioner });
        }
        expect(largestDifference(run(flow.inverse, params, [z, context]), x)).toBeLessThan(1e-5);
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

interface Solving {
  readonly x: Matrix;
  readonly z: Matrix;
  readonly conditioner: Matrix;
}

/** Sets column `d` of x by the reference engine's inverse of all dimensions. */
function solveDimension(by: Transform, d: number, { x, z, conditioner }: Solving): void {
  const g = graph();
  const latent = g.input("latent", z.cols);
  const solved = g.inverseTransform(latent, g.input("conditioner", conditioner.cols), by);
  const program = referenceEngine().compile(g.build([solved]), { rows: z.rows });
  const { data } = program.forward([z, conditioner])[0];
  for (let at = d; at < data.length; at += x.cols) x.data[at] = data[at];
}

function largestDifference(a: Matrix, b: Matrix): number {
  expect([a.rows, a.cols]).toEqual([b.rows, b.cols]);
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);
}
