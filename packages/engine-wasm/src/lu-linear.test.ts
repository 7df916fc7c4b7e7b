import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { graph, referenceEngine, type Graph } from "@retrodict/tensor";
import { gradientProblem } from "@retrodict/tensor/testing";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

const EPSILON = 2 ** -23;
const ROWS = 45;

function linear(op: "luLinear" | "inverseLuLinear", dim: number): Graph {
  const g = graph();
  const weights = g.luWeights(dim);
  return g.build([g[op](g.input("x", dim), weights)]);
}

/** Factors near the identity, as flows have them. */
function smallParams(dim: number, seed: number): Float32Array {
  const { uniform } = stream(seed);
  return Float32Array.from({ length: dim * (dim + 1) }, () => (2 * uniform() - 1) / dim);
}

describe.each(["baseline", "relaxed"] as const)("linear maps on %s kernels", (kernels) => {
  const engine = wasmEngine({ kernels });

  test.each([1, 2, 3, 4, 5, 8, 31])("the inverse in %i dimensions", (dim) => {
    const params = smallParams(dim, dim);
    const { inputs } = gradientProblem(linear("luLinear", dim), ROWS, stream(2).uniform);
    const forward = referenceEngine().compile(linear("luLinear", dim), { rows: ROWS });
    forward.setParams(params);
    const { data } = forward.forward(inputs)[0];
    const y: Matrix = { rows: ROWS, cols: dim, data: data.filter((_, i) => i % (dim + 1) < dim) };
    const back = engine.compile(linear("inverseLuLinear", dim), { rows: ROWS });
    back.setParams(params);
    const x = back.forward([y])[0];
    // Two substitutions, each a sum of at most `dim` terms; the factors' condition is of the order of 10.
    const tolerance = 10 * 2 * (dim + 4) * EPSILON;
    x.data.forEach((value, i) =>
      expect(Math.abs(value - inputs[0].data[i])).toBeLessThan(tolerance),
    );
  });

  test.each([1, 6, 8])("training in %i dimensions follows the reference engine", (dim) => {
    const built = linear("luLinear", dim);
    const programs = [engine, referenceEngine()].map((on) => {
      const program = on.compile(built, { rows: ROWS, gradients: true });
      program.setParams(smallParams(dim, 1));
      for (let step = 0; step < 20; step++) {
        const { inputs, cotangents } = gradientProblem(built, ROWS, stream(step).uniform);
        program.forward(inputs);
        program.backward(cotangents);
        program.adamStep({ learningRate: 1e-2, gradientScale: 1 });
      }
      return program.params();
    });
    // A step is at most the learning rate, whose sign a gradient near 0 leaves open to rounding.
    programs[0].forEach((w, i) => expect(Math.abs(w - programs[1][i])).toBeLessThan(1e-4));
  });

  test("NaN stays, and stays in its row", () => {
    const program = engine.compile(linear("luLinear", 5), { rows: 3 });
    program.setParams(smallParams(5, 1));
    const data = new Float64Array(15).fill(0.5);
    data[7] = Number.NaN;
    const out = program.forward([{ rows: 3, cols: 5, data }])[0].data;
    const isNaNRow = (row: number) => out.slice(6 * row, 6 * row + 5).some(Number.isNaN);
    expect([0, 1, 2].map(isNaNRow)).toEqual([false, true, false]);
  });
});
