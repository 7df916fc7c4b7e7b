import { assert, assertFinite, assertLength } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix, Observed } from "@retrodict/spec";

export interface ObservedOptions {
  /** Numbers an observation has. */
  readonly columns: number;
  /** Whether several trials are accepted. */
  readonly trials: boolean;
  /** Whether entries may be NaN, but not all of a trial. */
  readonly gaps: boolean;
  /** The package that errors name. */
  readonly source: string;
}

/** An observation as a matrix of its trials, its own copy, checked. */
export function observedTrials(
  observed: Observed,
  { columns, trials, gaps, source }: ObservedOptions,
): Matrix {
  if ("BYTES_PER_ELEMENT" in observed) assertLength(observed, columns, "observed", source);
  const rows = "BYTES_PER_ELEMENT" in observed ? matrix(1, columns, observed) : observed;
  assert(
    rows.cols === columns && rows.rows > 0,
    "shape",
    source,
    () =>
      `expected observed to have trials of ${columns} numbers, got ${rows.rows} of ${rows.cols}; pass one row per trial`,
  );
  assert(
    trials || rows.rows === 1,
    "argument",
    source,
    () =>
      `expected one observation, got ${rows.rows} trials; use an algorithm that accepts trials, or learn from sets of them with an embedding`,
  );
  for (let i = 0; i < rows.rows; i++)
    assertTrial(rows.data.subarray(i * columns, (i + 1) * columns));
  return matrix(rows.rows, columns, rows.data.slice());

  function assertTrial(trial: Float64Array): void {
    const present = gaps ? trial.filter((value) => !Number.isNaN(value)) : trial;
    assertFinite(present, "observed", source);
    assert(
      present.length > 0,
      "data",
      source,
      "expected an observation, got one where all is absent; pass one value at least",
    );
  }
}
