import type { Activation, DenseLayer } from "../types.ts";
import { unaryFunctions } from "./elementwise.ts";
import type { Row, RowOp } from "./row-ops.ts";

const linear = { value: (x: number) => x, slope: () => 1 };
const activationOf = (name: Activation) => (name === "none" ? linear : unaryFunctions[name]);

/** `W x + b`, with the mask applied. */
function preactivation({ weights }: DenseLayer, x: Row, params: Float64Array): Row {
  const { offset, inputs, outputs, mask } = weights;
  const biases = offset + inputs * outputs;
  const result = new Float64Array(outputs);
  for (let unit = 0; unit < outputs; unit++) {
    let total = params[biases + unit];
    for (let i = 0; i < inputs; i++) {
      const w = unit * inputs + i;
      if (mask === undefined || mask[w] !== 0) total += params[offset + w] * x[i];
    }
    result[unit] = total;
  }
  return result;
}

/** The layer's output for one row. */
export function applyLayer(layer: DenseLayer, x: Row, params: Float64Array): Row {
  const { value } = activationOf(layer.activation);
  return preactivation(layer, x, params).map((u, i) => value(u) + (layer.residual ? x[i] : 0));
}

export const dense: RowOp<"dense"> = {
  forward({ layer }, { operands, out, params }) {
    out.set(applyLayer(layer, operands[0], params));
  },
  backward({ layer }, { operands, params, gradient, operandGradients, paramsGradient }) {
    const { offset, inputs, outputs, mask } = layer.weights;
    const { value, slope } = activationOf(layer.activation);
    const x = operands[0];
    const into = operandGradients[0];
    preactivation(layer, x, params).forEach((u, unit) => {
      const local = gradient[unit] * slope(u, value(u));
      paramsGradient[offset + inputs * outputs + unit] += local;
      if (layer.residual) into[unit] += gradient[unit];
      for (let i = 0; i < inputs; i++) {
        const w = unit * inputs + i;
        if (mask !== undefined && mask[w] === 0) continue;
        paramsGradient[offset + w] += local * x[i];
        into[i] += local * params[offset + w];
      }
    });
  },
};
