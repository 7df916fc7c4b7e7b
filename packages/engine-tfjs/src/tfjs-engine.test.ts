import { stream } from "@retrodict/random";
import { disagreement, gradientProblem, opCases, randomGraph } from "@retrodict/tensor/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tfjsEngine } from "./tfjs-engine.ts";

const sizes = fc.constantFrom(1, 3, 5, 7, 13);
const problems = fc.record({
  seed: fc.nat(),
  features: sizes,
  outputs: sizes,
  shared: fc.boolean(),
  batch: fc.constantFrom(1, 7, 40),
});

describe.each(["cpu", "wasm"] as const)("on %s, against the reference engine", async (backend) => {
  const engine = await tfjsEngine({ backend });

  test.each(opCases)("$name: values and gradients", ({ build }) => {
    fc.assert(
      fc.property(problems, ({ seed, batch, ...shape }) => {
        const { uniform } = stream(seed);
        const graph = build(shape, uniform);
        const problem = gradientProblem(graph, batch, uniform);
        const sums = 2 * Math.max(shape.features, shape.outputs) + batch;
        expect(disagreement(engine, graph, problem, { sums, uniform })).toBeLessThan(1);
      }),
      { seed: 1, numRuns: 5 },
    );
  });

  test("whole graphs", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, operations) => {
        const { uniform } = stream(seed);
        const graph = randomGraph(operations, uniform);
        const problem = gradientProblem(graph, 5, uniform);
        // Each operation may lose what a long sum loses.
        const sums = 100 * operations;
        expect(disagreement(engine, graph, problem, { sums, uniform })).toBeLessThan(1);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});
