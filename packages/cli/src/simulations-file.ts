import type { FieldSpec, Matrix, ParameterSpec, SimulatedBatch } from "@retrodict/spec";
import { formatTable } from "./table.ts";

/**
 * Simulations as CSV: one row each, its parameters and then its features, all NaN where it failed.
 * Rows that never ran are left out.
 */
export function formatSimulations(
  parameters: readonly ParameterSpec[],
  fields: readonly FieldSpec[],
  theta: Matrix,
  { x, failures }: SimulatedBatch,
): string {
  const rows = rowsRun({ x, failures });
  const split = parameters.length;
  return formatTable(
    [...parameters, ...fields].map(({ name }) => name),
    rows.length,
    (i, column) =>
      column < split
        ? theta.data[rows[i] * split + column]
        : x.data[rows[i] * x.cols + column - split],
  );
}

/** Indices of the rows that ran, whatever came of them. */
export function rowsRun({ x, failures }: SimulatedBatch): readonly number[] {
  const skipped = new Set(
    failures.filter(({ reason }) => reason === "not-run").map(({ row }) => row),
  );
  return Array.from({ length: x.rows }, (_, row) => row).filter((row) => !skipped.has(row));
}
