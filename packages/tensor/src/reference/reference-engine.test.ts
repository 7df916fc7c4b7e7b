import { stream } from "@retrodict/random";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  derivativeByDifferences,
  derivativeFromGradients,
  evaluate,
  gradientProblem,
  opCases,
} from "../testing/index.ts";
import { referenceEngine } from "./reference-engine.ts";

const sizes = fc.constantFrom(1, 3, 5, 7, 13);
const problems = fc.record({
  seed: fc.nat(),
  features: sizes,
  outputs: sizes,
  shared: fc.boolean(),
  batch: fc.constantFrom(1, 7, 200),
});

/** Rounding of float32 gradients; the differences themselves are better than that. */
const TOLERANCE = 2 ** -23;

describe("gradients equal finite differences", () => {
  test.each(opCases)("$name", ({ build }) => {
    fc.assert(
      fc.property(problems, ({ seed, batch, ...shape }) => {
        const { uniform } = stream(seed);
        const graph = build(shape, uniform);
        const problem = gradientProblem(graph, batch, uniform);
        const engine = referenceEngine();
        const evaluation = evaluate(engine, graph, problem);
        const difference = derivativeByDifferences(engine, graph, problem);
        fc.pre(!Number.isNaN(difference));
        const error = Math.abs(derivativeFromGradients(problem, evaluation) - difference);
        expect(error / (1 + sumOfSizes(evaluation.outputs))).toBeLessThan(TOLERANCE);
      }),
      { seed: 1, numRuns: 12 },
    );
  });
});

function sumOfSizes(arrays: readonly Float64Array[]): number {
  return arrays.flatMap((a) => [...a]).reduce((total, x) => total + Math.abs(x), 0);
}
