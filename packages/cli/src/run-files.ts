/**
 * The tables of a run's folder beside `run.json`: posterior draws, and simulations with the first of them.
 */
import type { FieldSpec, Matrix } from "@retrodict/spec";
import type { PredictedTraces } from "./predict.ts";
import { formatTable, type Table } from "./table.ts";

/** The names of the files of a run. */
export const runFiles = {
  command: "command.json",
  rounds: "rounds",
  record: "run.json",
  samples: "samples.csv",
  posterior: "posterior.safetensors",
  statistics: "predictive-statistics.csv",
  traces: "predictive-traces.csv",
  diagnostics: "diagnostics.json",
  exploration: "explore.json",
  design: "design.json",
  report: "report.html",
} as const;

/** A matrix with a name for each column. */
export function formatMatrix(fields: readonly FieldSpec[], { rows, cols, data }: Matrix): string {
  return formatTable(
    fields.map(({ name }) => name),
    rows,
    (row, column) => data[row * cols + column],
  );
}

/** The matrix of a table. */
export function matrixOf({ columns }: Table): Matrix {
  const cols = columns.length;
  const rows = columns[0].length;
  const data = new Float64Array(rows * cols);
  for (let i = 0; i < data.length; i++) data[i] = columns[i % cols][Math.floor(i / cols)];
  return { rows, cols, data };
}

/** Time, then what was observed and injected where known, then one column per predicted trace. */
export function formatTraces({
  output,
  time,
  observed,
  stimulus,
  predicted,
}: PredictedTraces): string {
  const columns: (readonly [name: string, value: (row: number) => number])[] = [
    [output.axis!.name, (row) => time[row]],
    ...(observed ? [["observed", (row: number) => observed[row]] as const] : []),
    ...(stimulus ? [["stimulus", (row: number) => stimulus.values[row]] as const] : []),
    ...Array.from(
      { length: predicted.rows },
      (_, i) =>
        [`draw_${i + 1}`, (row: number) => predicted.data[i * predicted.cols + row]] as const,
    ),
  ];
  // Seven digits resolve 0.01 uV, and keep a long recording's file small.
  return formatTable(
    columns.map(([name]) => name),
    time.length,
    (row, column) => Number(columns[column][1](row).toPrecision(column === 0 ? 12 : 7)),
  );
}
