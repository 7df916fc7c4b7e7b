/**
 * The kernels of the engine. All of them work on feature-major buffers, [feature][batch] in float32: a
 * row is one feature, `stride` bytes long, of which the first `batch` bytes are used. `batch` and
 * `stride` are multiples of 32 bytes. Pointers are byte addresses; `rows` counts features.
 */
export * from "./adam";
export * from "./affine-flow";
export * from "./autoregressive";
export * from "./dense-backward";
export * from "./dense-forward";
export * from "./elementwise";
export * from "./lu-linear";
export * from "./mixture";
export * from "./reductions";
export * from "./rows";
export * from "./spline-backward";
export * from "./spline-forward";
export * from "./spline-inverse";

/** First address that holds no constants. */
export function heapBase(): usize {
  return __heap_base;
}
