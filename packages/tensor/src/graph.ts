import { assertCount, assertLength } from "@retrodict/check";
import {
  assertAutoregressive,
  assertFeatures,
  assertIndices,
  assertLayer,
  assertLu,
  assertMixture,
  assertOwn,
  assertReserved,
  assertTransform,
  SOURCE,
} from "./graph-checks.ts";
import { mixtureParams, transformParams } from "./parameters.ts";
import type {
  DenseLayer,
  DenseWeights,
  Graph,
  GraphBuilder,
  LuWeights,
  Node,
  Tensor,
  Transform,
} from "./types.ts";

/** Starts an empty graph. Every operation throws `RetrodictError` ("shape") where features do not fit. */
export function graph(): GraphBuilder {
  const nodes: Node[] = [];
  const inputs: number[] = [];
  const reserved = new Map<number, DenseWeights>();
  const reservedLu = new Map<number, LuWeights>();
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

  /** What the two directions of an elementwise transform share. */
  const elementwise = (input: Tensor, conditioner: Tensor, by: Transform) => {
    own(input, conditioner);
    assertTransform(by);
    assertFeatures(conditioner, transformParams(by) * input.features, "the conditioner");
    return { input: input.id, conditioner: conditioner.id, transform: Object.freeze({ ...by }) };
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
    transform(input, conditioner, by) {
      const operation = elementwise(input, conditioner, by);
      return add({ op: "transform", ...operation, features: input.features + 1 });
    },
    inverseTransform(latent, conditioner, by) {
      const operation = elementwise(latent, conditioner, by);
      return add({ op: "inverseTransform", ...operation, features: latent.features });
    },
    autoregressiveInverse(latent, context, layers, by) {
      own(latent, context);
      assertTransform(by);
      let width = context.features + latent.features;
      for (const layer of layers) {
        checkLayer(layer, width);
        width = layer.weights.outputs;
      }
      assertAutoregressive(latent.features, context.features, layers, transformParams(by));
      return add({
        op: "autoregressiveInverse",
        latent: latent.id,
        context: context.id,
        layers: [...layers],
        transform: Object.freeze({ ...by }),
        features: latent.features,
      });
    },
    luWeights(dim) {
      assertCount(dim, "dim", SOURCE);
      const weights = Object.freeze({ offset: paramCount, dim });
      reservedLu.set(paramCount, weights);
      paramCount += dim * (dim + 1);
      return weights;
    },
    luLinear(input, weights) {
      own(input);
      assertLu(reservedLu.get(weights.offset), weights, input.features);
      return add({ op: "luLinear", input: input.id, weights, features: input.features + 1 });
    },
    inverseLuLinear(latent, weights) {
      own(latent);
      assertLu(reservedLu.get(weights.offset), weights, latent.features);
      return add({ op: "inverseLuLinear", input: latent.id, weights, features: latent.features });
    },
    mixtureLogDensity(input, parameters, mixture) {
      own(input, parameters);
      assertMixture(mixture);
      assertFeatures(parameters, mixtureParams(mixture, input.features), "the parameters");
      return add({
        op: "mixtureLogDensity",
        input: input.id,
        parameters: parameters.id,
        mixture: Object.freeze({ ...mixture }),
        features: 1,
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
