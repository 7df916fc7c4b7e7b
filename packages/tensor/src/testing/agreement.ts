/** Whether an engine that computes in float32 agrees with the float64 reference engine. */
import { referenceEngine } from "../reference/reference-engine.ts";
import type { Engine, Graph } from "../types.ts";
import { evaluate, type Evaluation, type GradientProblem } from "./gradient-check.ts";

const EPSILON = 2 ** -23;
/** Roundings of the longest chain of functions in one operation. */
const FUNCTION_ROUNDINGS = 16;
const NUDGES = 2;

/**
 * The largest error of outputs and gradients, as a multiple of what rounding explains; at most 1 where the
 * engines agree. `sums` is the length of the longest sums. Explained is, for every array of results, one
 * rounding of its largest entry (or of 1) per function and term of a sum, and what changes when all numbers
 * that go in move by as many roundings, since a problem's own sensitivity is no engine's error.
 */
export function disagreement(
  engine: Engine,
  graph: Graph,
  problem: GradientProblem,
  { sums, uniform }: { readonly sums: number; readonly uniform: () => number },
): number {
  const roundings = FUNCTION_ROUNDINGS + sums;
  const actual = arraysOf(evaluate(engine, graph, problem, 1));
  const expected = arraysOf(evaluate(referenceEngine(), graph, problem));
  const nudged = Array.from({ length: NUDGES }, () =>
    arraysOf(evaluate(referenceEngine(), graph, nudge(problem, uniform))),
  );
  const ratios = expected.map((values, i) => {
    const sensitivity = nudged.map((arrays) => largestDifference(arrays[i], values));
    const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const explained = EPSILON * roundings * size + Math.max(...sensitivity);
    return largestDifference(actual[i], values) / explained;
  });
  return actual.length === expected.length ? Math.max(...ratios) : Number.POSITIVE_INFINITY;
}

function arraysOf({ outputs, inputGradients, paramsGradient }: Evaluation) {
  return [...outputs, ...inputGradients, Float64Array.from(paramsGradient)];
}

/** Infinity where lengths differ or anything but both is NaN. */
function largestDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((most, value, i) => {
    const difference = Object.is(value, b[i]) ? 0 : Math.abs(value - b[i]);
    return difference <= most ? most : Number.isNaN(difference) ? Infinity : difference;
  }, 0);
}

function nudge(problem: GradientProblem, uniform: () => number): GradientProblem {
  const moved = (value: number): number =>
    value * (1 + EPSILON * FUNCTION_ROUNDINGS * (2 * uniform() - 1));
  return {
    ...problem,
    params: problem.params.map(moved),
    inputs: problem.inputs.map((input) => ({ ...input, data: input.data.map(moved) })),
  };
}
