import { assert, assertLength, assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import type { Axis } from "./axis.ts";

/** Column `j` of a matrix. */
export function column({ rows, cols, data }: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]);
}

/** The rows of which every value is finite, column by column. */
export function finiteColumns({ rows, cols, data }: Matrix): Float64Array[] {
  const kept: number[] = [];
  for (let i = 0; i < rows; i++)
    if (data.subarray(i * cols, (i + 1) * cols).every(Number.isFinite)) kept.push(i);
  return Array.from({ length: cols }, (_, j) => Float64Array.from(kept, (i) => data[i * cols + j]));
}

/** Values as positions on an axis, those beyond its edges left out. */
export function inside(values: Float64Array, axis: Axis): Float64Array {
  return values.map((value) => axis.at(value)).filter((at) => at >= 0 && at <= 1);
}

/** Samples, parameters and truth must agree in number. */
export function assertSamples(
  samples: Matrix,
  parameters: { readonly length: number },
  truth: ArrayLike<number> | undefined,
): void {
  assert(
    parameters.length > 0,
    "argument",
    "plot",
    "expected at least one parameter, got none; pass a specification per column of samples",
  );
  assertMatrix(samples, { cols: parameters.length }, "samples", "plot");
  if (truth !== undefined) assertLength(truth, parameters.length, "truth", "plot");
}
