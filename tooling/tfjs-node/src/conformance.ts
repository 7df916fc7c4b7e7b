/** Whether an engine computes what the float64 reference engine does. */
import { stream } from "@retrodict/random";
import { referenceEngine, type Engine } from "@retrodict/tensor";
import { disagreement, gradientProblem, opCases, randomGraph } from "@retrodict/tensor/testing";
import { flowTraining } from "./workloads.ts";

const SHAPES = [
  { features: 1, outputs: 3, shared: false, batch: 7 },
  { features: 5, outputs: 1, shared: true, batch: 1 },
  { features: 13, outputs: 7, shared: true, batch: 40 },
];
const GRAPHS = 20;
const OPERATIONS = 20;
const STEPS = 5;

export interface Conformance {
  /** Per kind of operation and for whole graphs, the largest error as a multiple of what rounding explains. */
  readonly worst: Readonly<Record<string, number>>;
  /** Losses of a flow before every training step, on the engine and on the reference engine. */
  readonly losses: readonly number[];
  readonly referenceLosses: readonly number[];
}

export function conformance(engine: Engine): Conformance {
  const ops = opCases.map(({ name, build }) => {
    const errors = SHAPES.map(({ batch, ...shape }) => {
      const { uniform } = stream(name);
      const graph = build(shape, uniform);
      const problem = gradientProblem(graph, batch, uniform);
      const sums = 2 * Math.max(shape.features, shape.outputs) + batch;
      return disagreement(engine, graph, problem, { sums, uniform });
    });
    return [name, Math.max(...errors)] as const;
  });
  const graphs = Array.from({ length: GRAPHS }, (_, seed) => {
    const { uniform } = stream(seed);
    const graph = randomGraph(OPERATIONS, uniform);
    const problem = gradientProblem(graph, 5, uniform);
    // Each operation may lose what a long sum loses.
    return disagreement(engine, graph, problem, { sums: 100 * OPERATIONS, uniform });
  });
  return {
    worst: { ...Object.fromEntries(ops), "whole graphs": Math.max(...graphs) },
    losses: losses(engine),
    referenceLosses: losses(referenceEngine()),
  };
}

function losses(engine: Engine): readonly number[] {
  const sizes = { theta: 3, x: 2, rows: 20, transforms: 2, hidden: 8, learningRate: 1e-2 };
  const step = flowTraining(engine, sizes);
  return Array.from({ length: STEPS }, step);
}
