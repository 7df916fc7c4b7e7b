/** What the kernels of elementwise transforms need to know of them. */
import type { Positivity, Transform } from "@retrodict/tensor";
import type { NodeOf } from "./compilation.ts";

export type TransformNode = NodeOf<"transform" | "inverseTransform">;
export type Spline = Extract<Transform, { readonly kind: "spline" }>;

/** The kernels' flag: whether positive numbers come by soft clipping. */
export const clippedFlag = (positivity: Positivity): number =>
  positivity === "soft-clipped" ? 1 : 0;

/** The least share of a bin, and the least slope. */
const LEAST = 1e-3;

/** Bytes of four columns of the kernels' `Found` and `Bin`, and of one number. */
const FOUND_BYTES = 12 * 16;
const BIN_BYTES = 12 * 16;
const VECTOR_BYTES = 16;
/** Bytes of a row of the strips that the kernels work on. */
const STRIP_BYTES = 128;

/** The class `Spline` of `assembly/spline.ts`. */
export function splineConstants({ bins, bound, positivity, logitScale }: Spline): Int32Array {
  const isClipped = positivity === "soft-clipped";
  const floats = Float32Array.of(
    bound,
    2 * bound,
    1 / (2 * bound),
    isClipped ? 0 : LEAST,
    isClipped ? 1 : 1 / (1 - LEAST * bins),
    logitScale,
    logitScale * Math.LOG2E,
    isClipped ? 0 : Math.log(Math.expm1(1 - LEAST)),
  );
  return Int32Array.of(bins, clippedFlag(positivity), ...new Int32Array(floats.buffer));
}

/** Bytes of the kernels' working memory. */
export function splineWorkBytes({ bins }: Spline): number {
  return (STRIP_BYTES / VECTOR_BYTES) * FOUND_BYTES + 2 * bins * STRIP_BYTES;
}

/** Bytes of what is kept of `dim` dimensions for the backward kernel. */
export function keptBinsBytes(dim: number, stride: number): number {
  return (dim * stride * BIN_BYTES) / VECTOR_BYTES;
}
