import type { Contribution } from "@retrodict/tensor";
import { addFlag, type Compilation, type WasmOp } from "./compilation.ts";

export const transform: WasmOp<"transform"> = {
  forward({ input, conditioner }, id, compilation) {
    const { kernels, stride } = compilation;
    const dim = compilation.features(input);
    const x = compilation.value(input);
    const pairs = compilation.value(conditioner);
    const y = compilation.value(id);
    return (batch) => kernels.affineFlowForward(batch, stride, dim, x, pairs, y);
  },
  backward({ input, conditioner }, { id, contributions: [byX, byPairs] }, compilation) {
    const { kernels, stride } = compilation;
    const dim = compilation.features(input);
    const x = compilation.value(input);
    const pairs = compilation.value(conditioner);
    const dy = compilation.gradient(id);
    const dx = gradientOrNone(input, byX, compilation);
    const dPairs = gradientOrNone(conditioner, byPairs, compilation);
    const addX = addFlag(byX);
    const addPairs = addFlag(byPairs);
    return (batch) =>
      kernels.affineFlowBackward(batch, stride, dim, x, pairs, dy, dPairs, addPairs, dx, addX);
  },
};

/** 0 tells the kernel to leave a gradient out. */
function gradientOrNone(
  id: number,
  contribution: Contribution | undefined,
  compilation: Compilation,
): number {
  return contribution === undefined ? 0 : compilation.gradient(id);
}
