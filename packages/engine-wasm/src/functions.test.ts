import { graph, type UnaryFunction } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const linear = (from: number, to: number) => (u: number) => from + (to - from) * u;
const decades = (from: number, to: number) => (u: number) => 10 ** linear(from, to)(u);

/** Largest relative error that `assembly/math.ts` states, with a float32 rounding of the result. */
const accuracy: readonly [UnaryFunction, (u: number) => number, (x: number) => number, number][] = [
  ["tanh", linear(-10, 10), Math.tanh, 4.1e-7],
  ["tanh", decades(-7, 0), Math.tanh, 4.1e-7],
  ["exp", linear(-86, 86), Math.exp, 2.6e-7],
  ["log", decades(-37, 38), Math.log, 2.6e-7],
  ["softplus", linear(-80, 80), softplus, 3.1e-7],
  ["sigmoid", linear(-80, 80), sigmoid, 2.1e-7],
];

const COUNT = 20_000;

describe.each(["baseline", "relaxed"] as const)("functions of %s kernels", (kernels) => {
  const evaluate = (name: UnaryFunction, xs: Float64Array): Float64Array => {
    const g = graph();
    const built = g.build([g.unary(name, g.input("x", 1))]);
    const program = wasmEngine({ kernels }).compile(built, { rows: xs.length });
    return program.forward([{ rows: xs.length, cols: 1, data: xs }])[0].data;
  };

  test.each(accuracy)("%s is accurate (%#)", (name, argument, exact, tolerance) => {
    const xs = Float64Array.from({ length: COUNT }, (_, i) => Math.fround(argument(i / COUNT)));
    const ys = evaluate(name, xs);
    const worst = xs.reduce((most, x, i) => {
      const expected = exact(x);
      const error = Math.abs(ys[i] - expected);
      return Math.max(most, error === 0 ? 0 : error / Math.abs(expected));
    }, 0);
    expect(worst).toBeLessThan(tolerance);
  });

  test("edges are those of Math", () => {
    const edges = Float64Array.of(0, 1, -1, 200, -200, Infinity, -Infinity, Number.NaN);
    expect(evaluate("exp", edges.subarray(3))).toEqual(
      Float64Array.of(Infinity, 0, Infinity, 0, Number.NaN),
    );
    expect([...evaluate("log", edges.subarray(0, 3))]).toEqual([-Infinity, 0, Number.NaN]);
    expect([...evaluate("log", edges.subarray(5))]).toEqual([Infinity, Number.NaN, Number.NaN]);
    for (const name of ["tanh", "relu", "sigmoid", "softplus", "square", "negate"] as const) {
      expect(evaluate(name, Float64Array.of(Number.NaN))).toEqual(Float64Array.of(Number.NaN));
    }
  });
});
