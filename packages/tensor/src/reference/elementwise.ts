import type { BinaryFunction, UnaryFunction } from "../types.ts";
import type { RowOp } from "./row-ops.ts";

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

interface Differentiable {
  readonly value: (x: number) => number;
  /** Derivative at `x`, where the value is `y`. */
  readonly slope: (x: number, y: number) => number;
}

export const unaryFunctions: { readonly [Name in UnaryFunction]: Differentiable } = {
  tanh: { value: Math.tanh, slope: (_x, y) => 1 - y * y },
  // Not Math.max(x, 0) > 0: NaN must stay NaN.
  relu: { value: (x) => (x < 0 ? 0 : x), slope: (x) => (x > 0 ? 1 : 0) },
  sigmoid: { value: sigmoid, slope: (_x, y) => y * (1 - y) },
  softplus: { value: softplus, slope: (x) => sigmoid(x) },
  exp: { value: Math.exp, slope: (_x, y) => y },
  log: { value: Math.log, slope: (x) => 1 / x },
  square: { value: (x) => x * x, slope: (x) => 2 * x },
  negate: { value: (x) => -x, slope: () => -1 },
};

export const unary: RowOp<"unary"> = {
  forward({ function: name }, { operands, out }) {
    const { value } = unaryFunctions[name];
    for (let i = 0; i < out.length; i++) out[i] = value(operands[0][i]);
  },
  backward({ function: name }, { operands, out, gradient, operandGradients }) {
    const { slope } = unaryFunctions[name];
    for (let i = 0; i < out.length; i++) {
      operandGradients[0][i] += gradient[i] * slope(operands[0][i], out[i]);
    }
  },
};

const binaryFunctions: {
  readonly [Name in BinaryFunction]: {
    readonly value: (left: number, right: number) => number;
    readonly slopes: (left: number, right: number) => readonly [number, number];
  };
} = {
  add: { value: (left, right) => left + right, slopes: () => [1, 1] },
  subtract: { value: (left, right) => left - right, slopes: () => [1, -1] },
  multiply: { value: (left, right) => left * right, slopes: (left, right) => [right, left] },
};

export const binary: RowOp<"binary"> = {
  forward({ function: name }, { operands: [left, right], out }) {
    const { value } = binaryFunctions[name];
    for (let i = 0; i < out.length; i++) out[i] = value(left[i], right[i]);
  },
  backward({ function: name }, { operands: [left, right], gradient, operandGradients }) {
    const { slopes } = binaryFunctions[name];
    for (let i = 0; i < gradient.length; i++) {
      const [leftSlope, rightSlope] = slopes(left[i], right[i]);
      operandGradients[0][i] += gradient[i] * leftSlope;
      operandGradients[1][i] += gradient[i] * rightSlope;
    }
  },
};
