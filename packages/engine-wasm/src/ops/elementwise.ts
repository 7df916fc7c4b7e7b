import type { BinaryFunction, UnaryFunction } from "@retrodict/tensor";
import { addFlag, type Compilation, type NodeOf, type Step, type WasmOp } from "./compilation.ts";

/** As the kernels number them. */
const UNARY_CODES: { readonly [Name in UnaryFunction]: number } = {
  tanh: 0,
  relu: 1,
  sigmoid: 2,
  softplus: 3,
  exp: 4,
  log: 5,
  square: 6,
  negate: 7,
};
const BINARY_CODES: { readonly [Name in BinaryFunction]: number } = {
  add: 0,
  subtract: 1,
  multiply: 2,
};

export const unary: WasmOp<"unary"> = {
  forward({ input, function: name, features }, id, compilation) {
    const { kernels, stride } = compilation;
    const x = compilation.value(input);
    const y = compilation.value(id);
    const code = UNARY_CODES[name];
    return (batch) => kernels.unaryForward(batch, stride, features, code, x, y);
  },
  backward(
    { input, function: name, features },
    { id, contributions: [contribution] },
    compilation,
  ) {
    const { kernels, stride } = compilation;
    const x = compilation.value(input);
    const y = compilation.value(id);
    const dy = compilation.gradient(id);
    const dx = compilation.gradient(input);
    const code = UNARY_CODES[name];
    const add = addFlag(contribution);
    return (batch) => kernels.unaryBackward(batch, stride, features, code, x, y, dy, dx, add);
  },
};

export const binary: WasmOp<"binary"> = {
  forward({ left, right, function: name, features }, id, compilation) {
    const { kernels, stride } = compilation;
    const a = compilation.value(left);
    const b = compilation.value(right);
    const y = compilation.value(id);
    const code = BINARY_CODES[name];
    return (batch) => kernels.binaryForward(batch, stride, features, code, a, b, y);
  },
  backward(node, { id, contributions }, compilation) {
    const steps = contributions.flatMap((contribution, operand) =>
      contribution === undefined
        ? []
        : operandGradient(node, id, operand, addFlag(contribution), compilation),
    );
    return (batch) => {
      for (const step of steps) step(batch);
    };
  },
};

function operandGradient(
  { left, right, function: name, features }: NodeOf<"binary">,
  id: number,
  operand: number,
  add: number,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const isLeft = operand === 0;
  const from = compilation.gradient(id);
  const to = compilation.gradient(isLeft ? left : right);
  if (name === "multiply") {
    const other = compilation.value(isLeft ? right : left);
    return (batch) => kernels.multiplyRows(batch, stride, features, from, other, to, add);
  }
  if (name === "subtract" && !isLeft) {
    return (batch) => kernels.negateRows(batch, stride, features, from, to, add);
  }
  return (batch) => kernels.moveRows(batch, stride, features, from, to, add);
}

export const scaleShift: WasmOp<"scaleShift"> = {
  forward({ input, scale, shift, features }, id, compilation) {
    const { kernels, stride } = compilation;
    const scales = compilation.constants(Float32Array.from(scale));
    const shifts = compilation.constants(Float32Array.from(shift));
    const x = compilation.value(input);
    const y = compilation.value(id);
    return (batch) => kernels.scaleShiftForward(batch, stride, features, scales, shifts, x, y);
  },
  backward({ input, scale, features }, { id, contributions: [contribution] }, compilation) {
    const { kernels, stride } = compilation;
    const scales = compilation.constants(Float32Array.from(scale));
    const dy = compilation.gradient(id);
    const dx = compilation.gradient(input);
    const add = addFlag(contribution);
    return (batch) => kernels.scaleShiftBackward(batch, stride, features, scales, dy, dx, add);
  },
};
