import { affineBackward, affineForward, affineInverse } from "./affine-transform.ts";
import type { WasmOp } from "./compilation.ts";
import { splineBackward, splineForward, splineInverse } from "./spline-transform.ts";

export const transform: WasmOp<"transform"> = {
  forward(node, id, compilation) {
    const { transform: by } = node;
    return by.kind === "affine"
      ? affineForward(node, by.positivity, id, compilation)
      : splineForward(node, by, id, compilation);
  },
  backward(node, step, compilation) {
    const { transform: by } = node;
    return by.kind === "affine"
      ? affineBackward(node, by.positivity, step, compilation)
      : splineBackward(node, by, step, compilation);
  },
};

export const inverseTransform: WasmOp<"inverseTransform"> = {
  forward(node, id, compilation) {
    const { transform: by } = node;
    return by.kind === "affine"
      ? affineInverse(node, by.positivity, id, compilation)
      : splineInverse(node, by, id, compilation);
  },
  backward() {
    throw new Error("differentiate refuses an inverseTransform");
  },
};
