import { stream } from "@retrodict/random";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { autoregressiveCase, gradientProblem } from "../testing/index.ts";
import { graph } from "../graph.ts";
import { transformParams } from "../parameters.ts";
import { referenceEngine } from "./reference-engine.ts";

test("the inverse of an autoregressive flow gives back what went in", () => {
  const shapes = fc.record({
    dim: fc.constantFrom(1, 3, 5),
    context: fc.constantFrom(1, 3),
    hidden: fc.constantFrom(1, 7),
    depth: fc.constantFrom(1, 3),
    transform: fc.constantFrom(
      { kind: "affine", positivity: "softplus" } as const,
      { kind: "affine", positivity: "soft-clipped" } as const,
      { kind: "spline", positivity: "softplus", bins: 5, bound: 1, logitScale: 0.5 } as const,
      { kind: "spline", positivity: "soft-clipped", bins: 3, bound: 0.5, logitScale: 1 } as const,
    ),
    activation: fc.constantFrom("tanh" as const, "relu" as const),
    sorted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.nat(), shapes, (seed, sizes) => {
      const { uniform } = stream(seed);
      const { forward, inverse } = autoregressiveCase(sizes, uniform);
      const { params, inputs } = gradientProblem(forward, 5, uniform);
      const [x, context] = inputs;
      const flow = referenceEngine().compile(forward, { rows: 5 });
      const back = referenceEngine().compile(inverse, { rows: 5 });
      flow.setParams(params);
      back.setParams(params);
      const { data } = flow.forward([x, context])[0];
      const z = data.filter((_, i) => i % (sizes.dim + 1) < sizes.dim);
      const solved = back.forward([{ rows: 5, cols: sizes.dim, data: z }, context])[0];
      solved.data.forEach((value, i) => expect(value).toBeCloseTo(x.data[i], 8));
    }),
    { seed: 1, numRuns: 60 },
  );
});

const transforms = [
  { kind: "affine", positivity: "softplus" },
  { kind: "affine", positivity: "soft-clipped" },
  { kind: "spline", positivity: "softplus", bins: 10, bound: 3, logitScale: 1 },
  { kind: "spline", positivity: "soft-clipped", bins: 8, bound: 2, logitScale: 0.3 },
] as const;

test.each(transforms)("the inverse of $kind, $positivity, gives back what went in", (by) => {
  const { uniform } = stream(4);
  const dim = 3;
  const directions = (["transform", "inverseTransform"] as const).map((op) => {
    const g = graph();
    const value = g.input("value", dim);
    const conditioner = g.input("conditioner", dim * transformParams(by));
    return referenceEngine().compile(g.build([g[op](value, conditioner, by)]), { rows: 50 });
  });
  const fill = (cols: number, scale: number) => {
    const data = Float64Array.from({ length: 50 * cols }, () => scale * (2 * uniform() - 1));
    return { rows: 50, cols, data };
  };
  const conditioner = fill(dim * transformParams(by), 3);
  const x = fill(dim, 4);
  const z = directions[0].forward([x, conditioner])[0].data.filter((_, i) => i % 4 < dim);
  const back = directions[1].forward([{ rows: 50, cols: dim, data: z }, conditioner])[0];
  back.data.forEach((value, i) => expect(value).toBeCloseTo(x.data[i], 8));
});

test("the inverse of a linear map gives back what went in, and its log-determinant is that of L U", () => {
  const { uniform } = stream(5);
  const directions = (["luLinear", "inverseLuLinear"] as const).map((op) => {
    const g = graph();
    const weights = g.luWeights(3);
    return referenceEngine().compile(g.build([g[op](g.input("x", 3), weights)]), { rows: 4 });
  });
  const params = Float32Array.from({ length: 12 }, () => 2 * uniform() - 1);
  for (const program of directions) program.setParams(params);
  // The images of the unit vectors, minus that of 0, are the columns of the matrix.
  const x = { rows: 4, cols: 3, data: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0) };
  const { data } = directions[0].forward([x])[0];
  const [a, b, c] = [0, 1, 2].map((row) => [0, 1, 2].map((i) => data[4 * row + i] - data[12 + i]));
  const determinant =
    a[0] * (b[1] * c[2] - b[2] * c[1]) -
    a[1] * (b[0] * c[2] - b[2] * c[0]) +
    a[2] * (b[0] * c[1] - b[1] * c[0]);
  expect(data[3]).toBeCloseTo(Math.log(Math.abs(determinant)), 10);
  const y = { rows: 4, cols: 3, data: data.filter((_, i) => i % 4 < 3) };
  const back = directions[1].forward([y])[0];
  back.data.forEach((value, i) => expect(value).toBeCloseTo(x.data[i], 10));
});
