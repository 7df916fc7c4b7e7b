import {
  differentiate,
  hasWeights,
  operands,
  type CompileOptions,
  type Graph,
} from "@retrodict/tensor";
import type { Tensor2D } from "@tensorflow/tfjs-core";
import { gradientsOf } from "./gradients.ts";
import { applyOf } from "./ops/tf-ops.ts";
import type { Pullback, TfFunction } from "./tf-function.ts";
import { weightLayout } from "./weights.ts";

/**
 * A graph as operations that TensorFlow.js differentiates. Throws `RetrodictError` ("argument") where
 * gradients are asked for that cross an operation without one.
 */
export function graphFunction(graph: Graph, options: CompileOptions): TfFunction {
  const { gradients = false, inputGradients = gradients } = options;
  const layout = weightLayout(graph);
  const steps = graph.nodes.map(applyOf);
  const evaluate: TfFunction["evaluate"] = (flat, inputs) => {
    const weights = layout(flat);
    const values: Tensor2D[] = [];
    graph.inputs.forEach((id, i) => (values[id] = inputs[i]));
    steps.forEach((apply, id) => {
      if (apply === undefined) return;
      const of = operands(graph.nodes[id]).map((operand) => values[operand]);
      values[id] = apply(of, weights);
    });
    return graph.outputs.map((id) => values[id]);
  };
  return gradients
    ? { evaluate, pullback: pullback(graph, evaluate, inputGradients) }
    : { evaluate };
}

function pullback(
  graph: Graph,
  evaluate: TfFunction["evaluate"],
  inputGradients: boolean,
): Pullback {
  const { needed } = differentiate(graph, inputGradients);
  const hasFlat = graph.nodes.some((node, id) => hasWeights(node) && needed[id] !== undefined);
  return (flat, inputs, cotangents) => {
    const variables = [
      ...(hasFlat ? [flat] : []),
      ...inputs.filter((_, i) => needed[graph.inputs[i]] !== undefined),
    ];
    const gradients = gradientsOf(variables, cotangents, () => evaluate(flat, inputs));
    return {
      flat: gradients.get(flat) as typeof flat | undefined,
      inputs: inputs.map((x) => gradients.get(x) as typeof x | undefined),
    };
  };
}
