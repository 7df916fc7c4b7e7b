import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import {
  graph,
  referenceEngine,
  transformParams,
  type Engine,
  type Program,
  type Transform,
} from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

const EPSILON = 2 ** -23;
const ROWS = 203;

type Spline = Extract<Transform, { readonly kind: "spline" }>;

const splines: readonly Spline[] = (["softplus", "soft-clipped"] as const).flatMap((positivity) => [
  { kind: "spline", positivity, bins: 1, bound: 2, logitScale: 1 },
  { kind: "spline", positivity, bins: 10, bound: 3, logitScale: 0.3 },
  { kind: "spline", positivity, bins: 37, bound: 0.5, logitScale: 1 },
]);
const transforms: readonly Transform[] = [
  { kind: "affine", positivity: "softplus" },
  { kind: "affine", positivity: "soft-clipped" },
  ...splines,
];

/** A transform, or its inverse, of one input given another. */
function compiled(
  engine: Engine,
  op: "transform" | "inverseTransform",
  by: Transform,
  dim = 1,
): Program {
  const g = graph();
  const value = g.input("value", dim);
  const conditioner = g.input("conditioner", dim * transformParams(by));
  const gradients = op === "transform";
  return engine.compile(g.build([g[op](value, conditioner, by)]), { rows: ROWS, gradients });
}

function randomMatrix(rows: number, cols: number, size: number, seed = 1): Matrix {
  const { uniform } = stream(seed);
  const data = Float64Array.from({ length: rows * cols }, () =>
    Math.fround(size * (2 * uniform() - 1)),
  );
  return { rows, cols, data };
}

const column = ({ rows, cols, data }: Matrix, col: number): Matrix => ({
  rows,
  cols: 1,
  data: data.filter((_, i) => i % cols === col),
});

describe.each(["baseline", "relaxed"] as const)("transforms on %s kernels", (kernels) => {
  const engine = wasmEngine({ kernels });

  test.each(transforms)("the inverse of $kind, $positivity, $bins bins", (by) => {
    const bound = by.kind === "spline" ? by.bound : 3;
    const x = randomMatrix(ROWS, 1, 1.2 * bound);
    const conditioner = randomMatrix(ROWS, transformParams(by), 3, 2);
    const forward = compiled(referenceEngine(), "transform", by).forward([x, conditioner])[0];
    const z = column(forward, 0);
    const back = compiled(engine, "inverseTransform", by).forward([z, conditioner])[0];
    // Knots are sums of as many terms as bins; an error along z moves x by the inverse slope times as much.
    const roundings = 16 + (by.kind === "spline" ? by.bins : 0);
    back.data.forEach((value, i) => {
      const inverseSlope = Math.exp(-forward.data[2 * i + 1]);
      const tolerance = roundings * EPSILON * 2 * bound * (1 + inverseSlope);
      expect(Math.abs(value - x.data[i])).toBeLessThan(tolerance);
    });
  });

  test.each(splines)(
    "beyond its bounds a spline of $bins bins, $positivity, is the identity",
    (by) => {
      const values = [by.bound, -by.bound, 1.5 * by.bound, -1e6, Infinity];
      const x: Matrix = { rows: values.length, cols: 1, data: Float64Array.from(values) };
      const conditioner = randomMatrix(values.length, transformParams(by), 3);
      const program = compiled(engine, "transform", by);
      expect([...program.forward([x, conditioner])[0].data]).toEqual(values.flatMap((v) => [v, 0]));
      program.backward([randomMatrix(values.length, 2, 0, 1)].map(ones));
      expect([...program.inputGradient(0).data]).toEqual(values.map(() => 1));
      expect(program.inputGradient(1).data.every((g) => g === 0)).toBe(true);
      const back = compiled(engine, "inverseTransform", by).forward([x, conditioner])[0];
      expect([...back.data]).toEqual(values);
    },
  );

  test.each(transforms)("NaN stays NaN, in its row alone: $kind, $positivity, $bins bins", (by) => {
    const count = transformParams(by);
    for (const bad of [-1, ...Array.from({ length: count }, (_, i) => i)]) {
      const x = randomMatrix(3, 1, 0.1);
      const conditioner = randomMatrix(3, count, 1);
      if (bad === -1) x.data[1] = Number.NaN;
      else conditioner.data[count + bad] = Number.NaN;
      for (const op of ["transform", "inverseTransform"] as const) {
        const expected = compiled(referenceEngine(), op, by).forward([x, conditioner])[0].data;
        const actual = compiled(engine, op, by).forward([x, conditioner])[0].data;
        expect([...actual].map(Number.isNaN)).toEqual([...expected].map(Number.isNaN));
      }
    }
  });

  test.each(splines)("large parameters, $bins bins, $positivity", (by) => {
    const x = randomMatrix(ROWS, 1, by.bound);
    const conditioner = randomMatrix(ROWS, transformParams(by), 300);
    const { data } = compiled(engine, "transform", by).forward([x, conditioner])[0];
    const exact = compiled(referenceEngine(), "transform", by).forward([x, conditioner])[0].data;
    for (let i = 0; i < data.length; i += 2) {
      // Knots are sums of as many terms as bins, which a slope carries over to z.
      const tolerance = (16 + by.bins) * EPSILON * 2 * by.bound * (1 + Math.exp(exact[i + 1]));
      expect(Math.abs(data[i] - exact[i])).toBeLessThan(tolerance);
      expect(Number.isFinite(data[i + 1])).toBe(true);
    }
  });
});

const ones = ({ rows, cols }: Matrix): Matrix => ({
  rows,
  cols,
  data: new Float64Array(rows * cols).fill(1),
});
