import { stream } from "@retrodict/random";
import {
  graph,
  referenceEngine,
  transformParams,
  type Graph,
  type Transform,
} from "@retrodict/tensor";
import { autoregressiveCase, gradientProblem } from "@retrodict/tensor/testing";
import { describe, expect, test } from "vitest";
import { tfjsEngine } from "./tfjs-engine.ts";

const transforms: readonly Transform[] = (["softplus", "soft-clipped"] as const).flatMap(
  (positivity) => [
    { kind: "affine", positivity },
    { kind: "spline", positivity, bins: 5, bound: 0.8, logitScale: 0.5 },
    { kind: "spline", positivity, bins: 1, bound: 2, logitScale: 1 },
  ],
);
const DIMENSIONS = [1, 2, 5];

const autoregressive = (transform: Transform, dim: number): Graph => {
  const sizes = {
    dim,
    context: 2,
    hidden: 7,
    depth: 2,
    activation: "tanh",
    sorted: false,
  } as const;
  return autoregressiveCase({ ...sizes, transform }, stream(dim).uniform).inverse;
};
const elementwise = (transform: Transform, dim: number): Graph => {
  const g = graph();
  const z = g.input("z", dim);
  const conditioner = g.input("conditioner", dim * transformParams(transform));
  return g.build([g.inverseTransform(z, conditioner, transform)]);
};
const linear = (dim: number): Graph => {
  const g = graph();
  return g.build([g.inverseLuLinear(g.input("y", dim), g.luWeights(dim))]);
};

const cases = DIMENSIONS.flatMap((dim) => {
  const ofTransforms = transforms.flatMap((transform) => {
    const name = `${transform.positivity} ${transform.kind} of ${dim}`;
    return [
      { name: `autoregressive ${name}`, graph: autoregressive(transform, dim) },
      { name, graph: elementwise(transform, dim) },
    ];
  });
  return [{ name: `LU-linear of ${dim}`, graph: linear(dim) }].concat(ofTransforms);
});

describe.each(["cpu", "wasm"] as const)("inverses on %s equal the reference's", async (backend) => {
  const engine = await tfjsEngine({ backend });
  test.each(cases)("$name", ({ graph: of }) => {
    const { params, inputs } = gradientProblem(of, 9, stream("inverses").uniform);
    const [actual, expected] = [engine, referenceEngine()].map((by) => {
      const program = by.compile(of, { rows: 9 });
      // Weights small enough for every inverse to be well conditioned.
      program.setParams(params.map((w) => w / 2));
      return program.forward(inputs)[0].data;
    });
    const difference = actual.map((value, i) => Math.abs(value - expected[i]));
    expect(Math.max(...difference) / Math.max(1, ...expected.map(Math.abs))).toBeLessThan(1e-5);
  });

  test("have no gradient", () => {
    expect(() => engine.compile(linear(2), { rows: 1, gradients: true })).toThrow(
      "expected a differentiable graph",
    );
  });
});
