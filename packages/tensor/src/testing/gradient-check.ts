/** Gradients of a program against finite differences along a random direction. */
import type { Matrix } from "@retrodict/spec";
import type { Engine, Graph } from "../types.ts";

/**
 * Step and grid of the finite differences. Weights and their directions lie on a grid coarse enough that
 * `weights ± STEP / 4 · direction` is exact in float32.
 */
const STEP = 2 ** -11;
const GRID = 2 ** -6;
/** What two extrapolations may differ by where all is smooth: STEP⁴ times a fifth derivative of some size. */
const SMOOTH = 1e-8;

/** A point to evaluate a graph at, with cotangents of its outputs and a direction to vary it in. */
export interface GradientProblem {
  readonly params: Float32Array;
  readonly inputs: readonly Matrix[];
  readonly cotangents: readonly Matrix[];
  readonly paramsDirection: Float32Array;
  readonly inputDirections: readonly Matrix[];
}

/** A random problem of `batch` rows, all numbers within ±1. */
export function gradientProblem(
  graph: Graph,
  batch: number,
  uniform: () => number,
): GradientProblem {
  const number = () => 2 * uniform() - 1;
  const onGrid = () => Math.round(number() / GRID) * GRID;
  const matrices = (ids: readonly number[]): readonly Matrix[] =>
    ids.map((id) => {
      const { features } = graph.nodes[id];
      const data = Float64Array.from({ length: batch * features }, number);
      return { rows: batch, cols: features, data };
    });
  const params = () => Float32Array.from({ length: graph.paramCount }, onGrid);
  return {
    params: params(),
    inputs: matrices(graph.inputs),
    cotangents: matrices(graph.outputs),
    paramsDirection: params(),
    inputDirections: matrices(graph.inputs),
  };
}

export interface Evaluation {
  readonly outputs: readonly Float64Array[];
  readonly inputGradients: readonly Float64Array[];
  readonly paramsGradient: Float32Array;
}

/** Outputs and gradients on an engine; `spare` rows more are compiled than used. */
export function evaluate(
  engine: Engine,
  graph: Graph,
  problem: GradientProblem,
  spare = 0,
): Evaluation {
  const rows = problem.inputs[0].rows + spare;
  const program = engine.compile(graph, { rows, gradients: true });
  program.setParams(problem.params);
  const outputs = program.forward(problem.inputs).map(({ data }) => data.slice());
  program.backward(problem.cotangents);
  return {
    outputs,
    inputGradients: graph.inputs.map((_, i) => program.inputGradient(i).data.slice()),
    paramsGradient: program.paramsGradient(),
  };
}

/** The derivative of Σ cotangent · output along the problem's direction, from the gradients. */
export function derivativeFromGradients(problem: GradientProblem, evaluation: Evaluation): number {
  return problem.inputDirections.reduce(
    (total, { data }, i) => total + dot(data, evaluation.inputGradients[i]),
    dot(problem.paramsDirection, evaluation.paramsGradient),
  );
}

/**
 * The same by central differences on an engine that computes in float64, extrapolated from two steps
 * (Richardson), so that the error is of the order STEP⁴; NaN where halving the steps tells of a kink.
 */
export function derivativeByDifferences(
  engine: Engine,
  graph: Graph,
  problem: GradientProblem,
): number {
  const program = engine.compile(graph, { rows: problem.inputs[0].rows });
  const valueAt = (step: number): number => {
    const { params, paramsDirection, inputs, inputDirections, cotangents } = problem;
    program.setParams(params.map((p, i) => p + step * paramsDirection[i]));
    const moved = inputs.map(({ rows, cols, data }, i) => ({
      rows,
      cols,
      data: data.map((x, j) => x + step * inputDirections[i].data[j]),
    }));
    const outputs = program.forward(moved);
    return cotangents.reduce((total, { data }, i) => total + dot(data, outputs[i].data), 0);
  };
  const slope = (step: number): number => (valueAt(step) - valueAt(-step)) / (2 * step);
  const [first, second, third] = [slope(STEP), slope(STEP / 2), slope(STEP / 4)];
  const estimate = extrapolated(second, third);
  const isSmooth =
    Math.abs(estimate - extrapolated(first, second)) < SMOOTH * (1 + Math.abs(estimate));
  return isSmooth ? estimate : Number.NaN;
}

/** Richardson: what differences of second order tend to, from those of a step and of half of it. */
function extrapolated(coarse: number, fine: number): number {
  return fine + (fine - coarse) / 3;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
