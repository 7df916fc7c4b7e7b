import { stream } from "@retrodict/random";
import { referenceEngine, type Engine, type Graph } from "@retrodict/tensor";
import {
  evaluate,
  gradientProblem,
  opCases,
  randomGraph,
  type GradientProblem,
} from "@retrodict/tensor/testing";
import { expectClose, expectSame } from "./expect.ts";
import type { Check } from "./types.ts";

const EPSILON = 2 ** -23;
/** Roundings of the longest chain of functions in one operation. */
const FUNCTION_ROUNDINGS = 16;
const SEEDS = [1, 2, 3];
const GRAPHS = 20;

/**
 * What an engine promises, in float32 or better: values and gradients of every operation and of whole graphs are
 * those of the float64 reference, in any batch; steps of Adam likewise; the same again, bit by bit.
 */
export function engineChecks(engine: Engine): readonly Check[] {
  return [
    ...opCases.map((opCase) => ({
      name: `${opCase.name}: values and gradients`,
      run() {
        for (const seed of SEEDS) {
          const { uniform } = stream("operation").fork(seed);
          const sizes = { features: 2 * seed - 1, outputs: 7 - seed, shared: seed % 2 === 0 };
          const graph = opCase.build(sizes, uniform);
          compare(engine, graph, gradientProblem(graph, 9 * seed, uniform), 32);
        }
      },
    })),
    {
      name: "whole graphs",
      run() {
        for (let seed = 0; seed < GRAPHS; seed++) {
          const { uniform } = stream("graph").fork(seed);
          const graph = randomGraph(1 + seed, uniform);
          // Each operation may lose what a long sum loses; a misplaced buffer would lose everything.
          compare(engine, graph, gradientProblem(graph, 5, uniform), 100 * (1 + seed));
        }
      },
    },
    { name: "steps of Adam", run: () => checkAdam(engine) },
    { name: "the same bits again, in a new program", run: () => checkDeterminism(engine) },
  ];
}

function compare(engine: Engine, graph: Graph, problem: GradientProblem, length: number): void {
  const actual = evaluate(engine, graph, problem, 3);
  const expected = evaluate(referenceEngine(), graph, problem);
  const rows = problem.inputs[0].rows;
  expected.outputs.forEach((output, i) =>
    expectRounded(actual.outputs[i], output, length, `output ${i}`),
  );
  expected.inputGradients.forEach((gradient, i) =>
    expectRounded(actual.inputGradients[i], gradient, length, `gradient of input ${i}`),
  );
  expectRounded(
    actual.paramsGradient,
    expected.paramsGradient,
    length + rows,
    "gradient of the weights",
  );
}

/** Rounding error of a sum grows with its length at worst; terms are of the size of the largest result or of 1. */
function expectRounded(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  length: number,
  what: string,
): void {
  const largest = Array.from(expected).reduce((most, v) => Math.max(most, Math.abs(v)), 1);
  expectClose(actual, expected, EPSILON * (FUNCTION_ROUNDINGS + length) * largest, what);
}

/** A graph that has weights: random graphs may have none. */
function trainable() {
  const { uniform } = stream("trainable");
  const graph = opCases[0].build({ features: 5, outputs: 3, shared: false }, uniform);
  return { graph, problem: gradientProblem(graph, 8, uniform) };
}

function train(engine: Engine): { readonly params: Float32Array; readonly norm: number } {
  const { graph, problem } = trainable();
  const program = engine.compile(graph, { rows: 8, gradients: true });
  program.setParams(problem.params);
  let norm = 0;
  for (let step = 0; step < 5; step++) {
    program.forward(problem.inputs);
    program.backward(problem.cotangents);
    norm = program.gradientNorm();
    program.adamStep({ learningRate: 1e-2, gradientScale: 1 / (1 + step) });
  }
  return { params: program.params(), norm };
}

function checkAdam(engine: Engine): void {
  const expected = train(referenceEngine());
  const actual = train(engine);
  expectRounded(actual.params, expected.params, 64, "weights after five steps");
  expectRounded([actual.norm], [expected.norm], 64, "gradient norm");
}

function checkDeterminism(engine: Engine): void {
  expectSame(train(engine).params, train(engine).params, "weights after five steps");
}
