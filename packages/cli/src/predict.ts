import { firstRows } from "@retrodict/matrix";
import { configuredStatistic } from "@retrodict/simulate";
import type { FieldSpec, Matrix, OutputSpec, Rng, RunOptions } from "@retrodict/spec";
import { withPool, type Setup } from "./setup.ts";

/** Simulations with parameters drawn from the posterior. */
export interface Predictions {
  /** One row of features per draw, NaN where it failed. */
  readonly statistics: Matrix;
  /** Some of the traces, where the simulator's first output is one. */
  readonly traces?: PredictedTraces;
}

export interface PredictedTraces {
  readonly output: OutputSpec;
  readonly time: Float64Array;
  readonly observed?: Float64Array;
  readonly stimulus?: { readonly field: FieldSpec; readonly values: Float64Array };
  /** One trace per row. */
  readonly predicted: Matrix;
}

const PREDICTIONS = 100;
const TRACES = 8;

/** Simulates the first draws of the posterior anew. */
export async function predict(
  setup: Setup,
  rng: Rng,
  samples: Matrix,
  options: RunOptions,
): Promise<Predictions> {
  const theta = firstRows(samples, PREDICTIONS);
  const { x } = await withPool(setup, "raw", (pool) => pool.simulateBatch(rng, theta, options));
  const { options: simulatorOptions } = setup.experiment;
  const statistic = configuredStatistic(setup.loaded.entry, {
    options: simulatorOptions,
    features: setup.features,
  });
  const cols = setup.fields.length;
  const data = new Float64Array(x.rows * cols).fill(Number.NaN);
  for (let row = 0; row < x.rows; row++) {
    const raw = x.data.slice(row * x.cols, (row + 1) * x.cols);
    if (raw.every(Number.isFinite))
      statistic.compute(raw, data.subarray(row * cols, (row + 1) * cols));
  }
  const traces = tracesOf(setup, x);
  return { statistics: { rows: x.rows, cols, data }, ...(traces && { traces }) };
}

function tracesOf({ loaded, experiment }: Setup, x: Matrix): PredictedTraces | undefined {
  const [output] = loaded.entry.create(experiment.options).info.outputs;
  if (output?.axis === undefined || output.shape.length !== 1) return undefined;
  const [n] = output.shape;
  const { start, step } = output.axis;
  const rows = Math.min(x.rows, TRACES);
  const predicted = new Float64Array(rows * n);
  for (let row = 0; row < rows; row++)
    predicted.set(x.data.subarray(row * x.cols, row * x.cols + n), row * n);
  const stimulus = stimulusOf(output, { loaded, experiment });
  return {
    output,
    // Twelve digits do without the rounding error of the product.
    time: Float64Array.from({ length: n }, (_, i) => Number((start + i * step).toPrecision(12))),
    predicted: { rows, cols: n, data: predicted },
    ...(experiment.raw && { observed: experiment.raw.subarray(0, n) }),
    ...(stimulus && { stimulus }),
  };
}

/** The column of a recording that is neither the trace nor its axis: what drove the system. */
function stimulusOf(
  { unit, axis, shape }: OutputSpec,
  { loaded, experiment }: Pick<Setup, "loaded" | "experiment">,
): PredictedTraces["stimulus"] {
  const field = loaded.entry.recording?.columns.find(
    (column) => column.unit !== unit && column.unit !== axis?.unit,
  );
  const values = experiment.recording?.columns.find(({ name }) => name === field?.name)?.data;
  return field !== undefined && values?.length === shape[0] ? { field, values } : undefined;
}
