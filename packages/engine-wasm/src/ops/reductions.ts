import { addFlag, type WasmOp } from "./compilation.ts";

export const sum: WasmOp<"sum"> = {
  forward({ input }, id, compilation) {
    const { kernels, stride } = compilation;
    const rows = compilation.features(input);
    const x = compilation.value(input);
    const y = compilation.value(id);
    return (batch) => kernels.sumForward(batch, stride, rows, x, y);
  },
  backward({ input }, { id, contributions: [contribution] }, compilation) {
    const { kernels, stride } = compilation;
    const rows = compilation.features(input);
    const dy = compilation.gradient(id);
    const dx = compilation.gradient(input);
    const add = addFlag(contribution);
    return (batch) => kernels.sumBackward(batch, stride, rows, dy, dx, add);
  },
};

export const logSumExp: WasmOp<"logSumExp"> = {
  forward({ input }, id, compilation) {
    const { kernels, stride } = compilation;
    const rows = compilation.features(input);
    const x = compilation.value(input);
    const y = compilation.value(id);
    return (batch) => kernels.logSumExpForward(batch, stride, rows, x, y);
  },
  backward({ input }, { id, contributions: [contribution] }, compilation) {
    const { kernels, stride } = compilation;
    const rows = compilation.features(input);
    const x = compilation.value(input);
    const y = compilation.value(id);
    const dy = compilation.gradient(id);
    const dx = compilation.gradient(input);
    const add = addFlag(contribution);
    return (batch) => kernels.logSumExpBackward(batch, stride, rows, x, y, dy, dx, add);
  },
};

export const normalLogDensity: WasmOp<"normalLogDensity"> = {
  forward({ input }, id, compilation) {
    const { kernels, stride } = compilation;
    const rows = compilation.features(input);
    const constant = -0.5 * rows * Math.log(2 * Math.PI);
    const x = compilation.value(input);
    const y = compilation.value(id);
    return (batch) => kernels.normalLogDensityForward(batch, stride, rows, constant, x, y);
  },
  backward({ input }, { id, contributions: [contribution] }, compilation) {
    const { kernels, stride } = compilation;
    const rows = compilation.features(input);
    const x = compilation.value(input);
    const dy = compilation.gradient(id);
    const dx = compilation.gradient(input);
    const add = addFlag(contribution);
    return (batch) => kernels.normalLogDensityBackward(batch, stride, rows, x, dy, dx, add);
  },
};
