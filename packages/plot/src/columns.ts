import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { column, gatherRows, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { Axis } from "./axis.ts";

/** The rows of which every value is finite, column by column. */
export function finiteColumns(samples: Matrix): Float64Array[] {
  const rows = Array.from({ length: samples.rows }, (_, i) => i);
  const kept = gatherRows(
    samples,
    rows.filter((i) => row(samples, i).every(Number.isFinite)),
  );
  return Array.from({ length: samples.cols }, (_, j) => column(kept, j));
}

/** Whether a position lies between the edges of its axis. */
export const within = (at: number): boolean => at >= 0 && at <= 1;

/** Values as positions on an axis, those beyond its edges left out. */
export function inside(values: Float64Array, axis: Axis): Float64Array {
  return values.map((value) => axis.at(value)).filter(within);
}

/** Samples, parameters, the prior's draws and the truth must agree in number. */
export function assertSamples(
  samples: Matrix,
  parameters: { readonly length: number },
  { prior, truth }: { readonly prior?: Matrix; readonly truth?: ArrayLike<number> },
): void {
  assert(
    parameters.length > 0,
    "argument",
    "plot",
    "expected at least one parameter, got none; pass a specification per column of samples",
  );
  assertMatrix(samples, { cols: parameters.length }, "samples", "plot");
  if (prior !== undefined) assertMatrix(prior, { cols: parameters.length }, "prior", "plot");
  if (truth !== undefined) assertLength(truth, parameters.length, "truth", "plot");
}
