import { assertCount, assertLength } from "@retrodict/check";
import {
  assertAutoregressive,
  assertFeatures,
  assertIndices,
  assertLayer,
  assertOwn,
  assertReserved,
  SOURCE,
} from "./graph-checks.ts";
import type { DenseLayer, DenseWeights, Graph, GraphBuilder, Node, Tensor } from "./types.ts";

/** Starts an empty graph. Every operation throws `RetrodictError` ("shape") where features do not fit. */
export function graph(): GraphBuilder {
  const nodes: Node[] = [];
  const inputs: number[] = [];
  const reserved = new Map<number, DenseWeights>();
  let paramCount = 0;

  const add = (node: Node): Tensor => {
    assertCount(node.features, `features of ${node.op}`, SOURCE);
    nodes.push(Object.freeze(node));
    return Object.freeze({ id: nodes.length - 1, features: node.features });
  };
  const own = (...tensors: readonly Tensor[]): void => {
    for (const tensor of tensors) assertOwn(nodes, tensor);
  };
  const checkLayer = (layer: DenseLayer, inputFeatures: number): void => {
    assertReserved(reserved.get(layer.weights.offset), layer.weights);
    assertLayer(layer, inputFeatures);
  };
  /** An operation on one operand whose result has one feature. */
  const reduce = (op: "sum" | "logSumExp" | "normalLogDensity") => (input: Tensor) => {
    own(input);
    return add({ op, input: input.id, features: 1 });
  };

  return Object.freeze<GraphBuilder>({
    input(name, features) {
      const tensor = add({ op: "input", name, features });
      inputs.push(tensor.id);
      return tensor;
    },
    weights(inputCount, outputs, mask) {
      assertCount(inputCount, "inputs", SOURCE);
      assertCount(outputs, "outputs", SOURCE);
      if (mask !== undefined) assertLength(mask, inputCount * outputs, "mask", SOURCE);
      const weights = Object.freeze({
        offset: paramCount,
        inputs: inputCount,
        outputs,
        ...(mask === undefined ? {} : { mask: mask.slice() }),
      });
      reserved.set(paramCount, weights);
      paramCount += outputs * (inputCount + 1);
      return weights;
    },
    dense(input, layer) {
      own(input);
      checkLayer(layer, input.features);
      return add({ op: "dense", input: input.id, layer, features: layer.weights.outputs });
    },
    concat(...tensors) {
      own(...tensors);
      const features = tensors.reduce((total, tensor) => total + tensor.features, 0);
      return add({ op: "concat", inputs: tensors.map((tensor) => tensor.id), features });
    },
    gather(input, indices) {
      own(input);
      assertIndices(indices, input.features);
      return add({
        op: "gather",
        input: input.id,
        indices: [...indices],
        features: indices.length,
      });
    },
    unary(name, input) {
      own(input);
      return add({ op: "unary", function: name, input: input.id, features: input.features });
    },
    binary(name, left, right) {
      own(left, right);
      assertFeatures(right, left.features, "the right operand");
      const ids = { left: left.id, right: right.id };
      return add({ op: "binary", function: name, ...ids, features: left.features });
    },
    scaleShift(input, scale, shift) {
      own(input);
      assertLength(scale, input.features, "scale", SOURCE);
      assertLength(shift, input.features, "shift", SOURCE);
      const constants = { scale: [...scale], shift: [...shift] };
      return add({ op: "scaleShift", input: input.id, ...constants, features: input.features });
    },
    sum: reduce("sum"),
    logSumExp: reduce("logSumExp"),
    normalLogDensity: reduce("normalLogDensity"),
    affineFlow(input, conditioner) {
      own(input, conditioner);
      assertFeatures(conditioner, 2 * input.features, "the conditioner");
      const ids = { input: input.id, conditioner: conditioner.id };
      return add({ op: "affineFlow", ...ids, features: input.features + 1 });
    },
    autoregressiveInverse(latent, context, layers) {
      own(latent, context);
      let width = context.features + latent.features;
      for (const layer of layers) {
        checkLayer(layer, width);
        width = layer.weights.outputs;
      }
      assertAutoregressive(latent.features, context.features, layers);
      return add({
        op: "autoregressiveInverse",
        latent: latent.id,
        context: context.id,
        layers: [...layers],
        features: latent.features,
      });
    },
    build(outputs): Graph {
      own(...outputs);
      assertCount(outputs.length, "the number of outputs", SOURCE);
      return Object.freeze({
        nodes: Object.freeze([...nodes]),
        inputs: Object.freeze([...inputs]),
        outputs: Object.freeze(outputs.map((tensor) => tensor.id)),
        paramCount,
      });
    },
  });
}
