import { stream } from "@retrodict/random";
import { referenceEngine, type Engine } from "@retrodict/tensor";
import {
  derivativeByDifferences,
  derivativeFromGradients,
  evaluate,
  gradientProblem,
  opCases,
  randomGraph,
  type Evaluation,
  type GradientProblem,
} from "@retrodict/tensor/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

const EPSILON = 2 ** -23;
/** Roundings of the longest chain of functions in a case, tanh's 4.0e-7 being 4 of them. */
const FUNCTION_ROUNDINGS = 16;

const sizes = fc.constantFrom(1, 3, 5, 7, 13, 20);
const problems = fc.record({
  seed: fc.nat(),
  features: sizes,
  outputs: sizes,
  shared: fc.boolean(),
  batch: fc.constantFrom(1, 7, 8, 9, 200),
  spare: fc.constantFrom(0, 1, 56),
});

/**
 * Rounding error of a sum grows with its length at worst; terms here are of the size of the largest
 * result or of 1. Where that is not enough, no float32 is closer than roundings of what a result is made
 * of move it: the largest of several such `nudged` results says how far.
 */
function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  reductionLength: number,
  nudged: () => readonly ArrayLike<number>[] = () => [],
): void {
  expect(actual.length).toBe(expected.length);
  let largest = 1;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  const rounding = EPSILON * (FUNCTION_ROUNDINGS + reductionLength) * largest;
  const worst = largestDifference(actual, expected);
  if (worst < rounding) return;
  const moved = nudged().map((result) => largestDifference(result, expected));
  expect(worst).toBeLessThan(rounding + Math.max(0, ...moved));
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]));
  return worst;
}

const NUDGES = 4;

/** The same problem with each input off by as much as a sum of `length` terms is off on average. */
function nudge(problem: GradientProblem, length: number, uniform: () => number): GradientProblem {
  const off = () => 1 + EPSILON * Math.sqrt(length) * (2 * uniform() - 1);
  const inputs = problem.inputs.map((x) => ({ ...x, data: x.data.map((value) => value * off()) }));
  return { ...problem, inputs };
}

describe.each(["baseline", "relaxed"] as const)("%s kernels", (kernels) => {
  const engine: Engine = wasmEngine({ kernels });

  test.each(opCases)("$name: values and gradients", ({ build }) => {
    fc.assert(
      fc.property(problems, ({ seed, batch, spare, ...shape }) => {
        const { uniform } = stream(seed);
        const graph = build(shape, uniform);
        const problem = gradientProblem(graph, batch, uniform);
        const actual = evaluate(engine, graph, problem, spare);
        const expected = evaluate(referenceEngine(), graph, problem);
        const width = 2 * Math.max(shape.features, shape.outputs);
        let nudges: readonly Evaluation[] | undefined;
        const nudged = (pick: (evaluation: Evaluation) => ArrayLike<number>) => () => {
          nudges ??= Array.from({ length: NUDGES }, () =>
            evaluate(referenceEngine(), graph, nudge(problem, width, uniform)),
          );
          return nudges.map(pick);
        };
        expected.outputs.forEach((output, i) => {
          const moved = nudged(({ outputs }) => outputs[i]);
          expectClose(actual.outputs[i], output, width, moved);
        });
        expected.inputGradients.forEach((gradient, i) => {
          const moved = nudged(({ inputGradients }) => inputGradients[i]);
          expectClose(actual.inputGradients[i], gradient, width, moved);
        });
        const moved = nudged(({ paramsGradient }) => paramsGradient);
        expectClose(actual.paramsGradient, expected.paramsGradient, width + batch, moved);
      }),
      { seed: 1, numRuns: 10 },
    );
  });

  test.each(opCases)("$name: gradients equal finite differences", ({ build }) => {
    fc.assert(
      fc.property(problems, ({ seed, batch, ...shape }) => {
        const { uniform } = stream(seed);
        const graph = build(shape, uniform);
        const problem = gradientProblem(graph, batch, uniform);
        const evaluation = evaluate(engine, graph, problem);
        const difference = derivativeByDifferences(referenceEngine(), graph, problem);
        fc.pre(!Number.isNaN(difference));
        const error = Math.abs(derivativeFromGradients(problem, evaluation) - difference);
        const size = 1 + sumOfSizes(evaluation.outputs);
        expect(error / size).toBeLessThan(EPSILON * FUNCTION_ROUNDINGS);
      }),
      { seed: 2, numRuns: 5 },
    );
  });

  test("whole graphs, buffers that share memory included", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, operations) => {
        const { uniform } = stream(seed);
        const graph = randomGraph(operations, uniform);
        const problem = gradientProblem(graph, 5, uniform);
        const actual = evaluate(engine, graph, problem);
        const expected = evaluate(referenceEngine(), graph, problem);
        const inference = engine.compile(graph, { rows: 5 });
        inference.setParams(problem.params);
        const outputs = inference.forward(problem.inputs);
        // Each operation may lose what a long sum loses; a shared buffer would lose everything.
        const roundings = 100 * operations;
        expected.outputs.forEach((output, i) => {
          expectClose(actual.outputs[i], output, roundings);
          expect(outputs[i].data).toEqual(actual.outputs[i]);
        });
        expected.inputGradients.forEach((gradient, i) =>
          expectClose(actual.inputGradients[i], gradient, roundings),
        );
        expectClose(actual.paramsGradient, expected.paramsGradient, roundings);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("a batch of NaN leaves nothing behind, in padding or shared buffers", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, operations) => {
        const { uniform } = stream(seed);
        const graph = randomGraph(operations, uniform);
        const problem = gradientProblem(graph, 5, uniform);
        const poison = gradientProblem(graph, 8, uniform);
        for (const { data } of [...poison.inputs, ...poison.cotangents]) data.fill(Number.NaN);
        const program = engine.compile(graph, { rows: 8, gradients: true });
        program.setParams(problem.params);
        program.forward(poison.inputs);
        program.backward(poison.cotangents);
        const fresh = evaluate(engine, graph, problem);
        const outputs = program.forward(problem.inputs);
        program.backward(problem.cotangents);
        fresh.outputs.forEach((output, i) => expect(outputs[i].data).toEqual(output));
        expect(program.paramsGradient()).toEqual(fresh.paramsGradient);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

function sumOfSizes(arrays: readonly Float64Array[]): number {
  return arrays.flatMap((a) => [...a]).reduce((total, x) => total + Math.abs(x), 0);
}
