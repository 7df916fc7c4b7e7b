import { assert, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Columns of what `prepareTrials` gives for rows of `trials` trials of `trialDim` values. */
export const preparedColumns = (trials: number, trialDim: number): number =>
  trials * trialDim + trials + 1;

/**
 * Rows of trials, of which those that are NaN throughout are absent, as a network can read them: the values with 0
 * for NaN; every trial's share in a mean over those present; the logarithm of their number, which is 0 at the
 * geometric middle of its range. Throws `RetrodictError` ("data") where a trial is NaN in part or infinite, or a row
 * has none.
 */
export function prepareTrials(data: Matrix, trialDim: number): Matrix {
  const trials = data.cols / trialDim;
  assertMatrix(data, { cols: trials * trialDim }, "data", "nn");
  const out = matrix(data.rows, preparedColumns(trials, trialDim));
  for (let row = 0; row < data.rows; row++) {
    const values = data.data.subarray(row * data.cols, (row + 1) * data.cols);
    const into = out.data.subarray(row * out.cols, (row + 1) * out.cols);
    const present = Array.from({ length: trials }, (_, trial) =>
      isPresent(values.subarray(trial * trialDim, (trial + 1) * trialDim), trial, row),
    );
    const count = present.filter(Boolean).length;
    assert(
      count > 0,
      "data",
      "nn",
      () => `expected at least one trial, got none in row ${row}; leave out rows without trials`,
    );
    values.forEach((value, i) => (into[i] = Number.isNaN(value) ? 0 : value));
    present.forEach((here, trial) => (into[data.cols + trial] = here ? 1 / count : 0));
    into[out.cols - 1] = Math.log(count) - Math.log(trials) / 2;
  }
  return out;
}

function isPresent(values: Float64Array, trial: number, row: number): boolean {
  const absent = values.every((value) => Number.isNaN(value));
  assert(
    absent || values.every((value) => Number.isFinite(value)),
    "data",
    "nn",
    () =>
      `expected trials that are finite or absent, got ${String(values.find((value) => !Number.isFinite(value)))} in a part of trial ${trial} of row ${row}; make an absent trial NaN throughout`,
  );
  return !absent;
}
