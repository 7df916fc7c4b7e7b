/**
 * Every operation on one row in float64, written for being read: the definition that faster engines are
 * tested against. `forward` writes `out`; `backward` adds to the operands' and the weights' gradients.
 */
import type { Node } from "../types.ts";
import { dense } from "./dense.ts";
import { binary, unary } from "./elementwise.ts";
import { inverseLuLinear, luLinear } from "./lu-linear.ts";
import { mixtureLogDensity } from "./mixture.ts";
import { autoregressiveInverse, inverseTransform, transform } from "./transforms.ts";

export type Row = Float64Array;

export interface ForwardRow {
  readonly operands: readonly Row[];
  readonly out: Row;
  readonly params: Float64Array;
}

export interface BackwardRow extends ForwardRow {
  /** Gradient with respect to `out`. */
  readonly gradient: Row;
  readonly operandGradients: readonly Row[];
  readonly paramsGradient: Float64Array;
}

export type NodeOf<Op extends Node["op"]> = Extract<Node, { readonly op: Op }>;

export interface RowOp<Op extends Node["op"]> {
  forward(node: NodeOf<Op>, row: ForwardRow): void;
  backward(node: NodeOf<Op>, row: BackwardRow): void;
}

const input: RowOp<"input"> = { forward() {}, backward() {} };

const concat: RowOp<"concat"> = {
  forward(_node, { operands, out }) {
    let start = 0;
    for (const operand of operands) {
      out.set(operand, start);
      start += operand.length;
    }
  },
  backward(_node, { gradient, operandGradients }) {
    let start = 0;
    for (const into of operandGradients) {
      for (let i = 0; i < into.length; i++) into[i] += gradient[start + i];
      start += into.length;
    }
  },
};

const gather: RowOp<"gather"> = {
  forward({ indices }, { operands, out }) {
    indices.forEach((index, i) => (out[i] = operands[0][index]!));
  },
  backward({ indices }, { gradient, operandGradients }) {
    indices.forEach((index, i) => (operandGradients[0][index] += gradient[i]));
  },
};

const scaleShift: RowOp<"scaleShift"> = {
  forward({ scale, shift }, { operands, out }) {
    for (let i = 0; i < out.length; i++) out[i] = scale[i] * operands[0][i] + shift[i];
  },
  backward({ scale }, { gradient, operandGradients }) {
    for (let i = 0; i < gradient.length; i++) operandGradients[0][i] += scale[i] * gradient[i];
  },
};

const sum: RowOp<"sum"> = {
  forward(_node, { operands, out }) {
    out[0] = operands[0].reduce((total, value) => total + value, 0);
  },
  backward(_node, { gradient, operandGradients }) {
    const into = operandGradients[0];
    for (let i = 0; i < into.length; i++) into[i] += gradient[0];
  },
};

const logSumExp: RowOp<"logSumExp"> = {
  forward(_node, { operands, out }) {
    const x = operands[0];
    const largest = x.reduce((a, b) => Math.max(a, b), -Infinity);
    out[0] = largest + Math.log(x.reduce((total, value) => total + Math.exp(value - largest), 0));
  },
  backward(_node, { operands, out, gradient, operandGradients }) {
    const into = operandGradients[0];
    for (let i = 0; i < into.length; i++) {
      into[i] += gradient[0] * Math.exp(operands[0][i] - out[0]);
    }
  },
};

const normalLogDensity: RowOp<"normalLogDensity"> = {
  forward(_node, { operands, out }) {
    const x = operands[0];
    const squares = x.reduce((total, value) => total + value * value, 0);
    out[0] = -0.5 * (squares + x.length * Math.log(2 * Math.PI));
  },
  backward(_node, { operands, gradient, operandGradients }) {
    const into = operandGradients[0];
    for (let i = 0; i < into.length; i++) into[i] -= gradient[0] * operands[0][i];
  },
};

export const rowOps: { readonly [Op in Node["op"]]: RowOp<Op> } = {
  input,
  dense,
  concat,
  gather,
  unary,
  binary,
  scaleShift,
  sum,
  logSumExp,
  normalLogDensity,
  transform,
  inverseTransform,
  autoregressiveInverse,
  luLinear,
  inverseLuLinear,
  mixtureLogDensity,
};
