import { stream } from "@retrodict/random";
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import {
  graph,
  referenceEngine,
  transformParams,
  type Engine,
  type Graph,
  type Transform,
} from "@retrodict/tensor";
import {
  autoregressiveCase,
  disagreement,
  gradientProblem,
  opCases,
  randomGraph,
  type GradientProblem,
} from "@retrodict/tensor/testing";
import { expectClose, expectSame, expectTrue } from "./expect.ts";
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
    {
      name: "inverses undo what they invert",
      run() {
        for (const transform of TRANSFORMS) checkInverse(engine, transform);
        checkLinearInverse(engine);
      },
    },
    { name: "steps of Adam", run: () => checkAdam(engine) },
    { name: "the same bits again, in a new program", run: () => checkDeterminism(engine) },
  ];
}

/** Networks with weights this small have inverses that lose few digits. */
const WEIGHT_SCALE = 0.2;
/** What the float32 inverse of such a network may miss. */
const INVERSE_ERROR = 2e-5;
const TRANSFORMS: readonly Transform[] = [
  { kind: "affine", positivity: "softplus" },
  { kind: "affine", positivity: "soft-clipped" },
  { kind: "spline", positivity: "softplus", bins: 5, bound: 2, logitScale: 1 },
  { kind: "spline", positivity: "soft-clipped", bins: 4, bound: 1.5, logitScale: 1 },
];

/** The autoregressive inverse and, with a conditioner that does not depend on x, the elementwise one. */
function checkInverse(engine: Engine, transform: Transform): void {
  const { uniform } = stream("inverse").fork(transform.kind);
  const sizes = { dim: 4, context: 3, hidden: 9, depth: 2, sorted: true } as const;
  const { forward, inverse } = autoregressiveCase(
    { ...sizes, transform, activation: "tanh" },
    uniform,
  );
  const { params, inputs } = gradientProblem(forward, 21, uniform);
  const [x, context] = inputs;
  const small = params.map((w) => WEIGHT_SCALE * w);
  const { data } = run(engine, forward, small, [x, context]);
  const z = matrix(
    x.rows,
    x.cols,
    data.filter((_, i) => i % (x.cols + 1) < x.cols),
  );
  const solved = run(engine, inverse, small, [z, context]);
  expectClose(solved.data, x.data, INVERSE_ERROR, `inverse of an autoregressive ${transform.kind}`);

  const [there, back] = (["transform", "inverseTransform"] as const).map((op) => {
    const g = graph();
    const value = g.input("value", 2);
    return g.build([
      g[op](value, g.input("conditioner", 2 * transformParams(transform)), transform),
    ]);
  });
  const problem = gradientProblem(there, 21, uniform);
  const moved = run(engine, there, problem.params, problem.inputs).data;
  const y = matrix(
    21,
    2,
    moved.filter((_, i) => i % 3 < 2),
  );
  const again = run(engine, back, problem.params, [y, problem.inputs[1]]);
  expectClose(again.data, problem.inputs[0].data, INVERSE_ERROR, `inverse of ${transform.kind}`);
}

function checkLinearInverse(engine: Engine): void {
  const { uniform } = stream("linear inverse");
  const [there, back] = (["luLinear", "inverseLuLinear"] as const).map((op) => {
    const g = graph();
    return g.build([g[op](g.input("x", 5), g.luWeights(5))]);
  });
  const { params, inputs } = gradientProblem(there, 21, uniform);
  const moved = run(engine, there, params, inputs).data;
  const y = matrix(
    21,
    5,
    moved.filter((_, i) => i % 6 < 5),
  );
  const again = run(engine, back, params, [y]);
  expectClose(again.data, inputs[0].data, 10 * INVERSE_ERROR, "inverse of a linear map");
}

function run(engine: Engine, of: Graph, params: Float32Array, inputs: readonly Matrix[]): Matrix {
  const program = engine.compile(of, { rows: inputs[0].rows });
  program.setParams(params);
  const { rows, cols, data } = program.forward(inputs)[0];
  return matrix(rows, cols, data.slice());
}

function compare(engine: Engine, of: Graph, problem: GradientProblem, sums: number): void {
  const { uniform } = stream("nudges");
  const error = disagreement(engine, of, problem, { sums, uniform });
  expectTrue(error <= 1, "at most the errors of float32", `${error} times as much`);
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

interface Trained {
  readonly params: Float32Array;
  readonly gradientNorm: number;
  readonly weightNorm: number;
}

/** Five steps, clipped more and more, every other one with a penalty. */
function train(engine: Engine): Trained {
  const { graph, problem } = trainable();
  const program = engine.compile(graph, { rows: 8, gradients: true });
  program.setParams(problem.params);
  let gradientNorm = 0;
  for (let step = 0; step < 5; step++) {
    program.forward(problem.inputs);
    program.backward(problem.cotangents);
    gradientNorm = program.gradientNorm();
    const update = { learningRate: 1e-2, gradientScale: 1 / (1 + step) };
    program.adamStep(step % 2 === 0 ? update : { ...update, penalty: 0.1, epsilon: 1e-3 });
  }
  return { params: program.params(), gradientNorm, weightNorm: program.weightNorm() };
}

function checkAdam(engine: Engine): void {
  const expected = train(referenceEngine());
  const actual = train(engine);
  expectRounded(actual.params, expected.params, 64, "weights after five steps");
  expectRounded([actual.gradientNorm], [expected.gradientNorm], 64, "gradient norm");
  expectRounded([actual.weightNorm], [expected.weightNorm], 64, "norm of the weights");
}

function checkDeterminism(engine: Engine): void {
  expectSame(train(engine).params, train(engine).params, "weights after five steps");
}
