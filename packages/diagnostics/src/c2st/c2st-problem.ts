import { assert, assertCount, assertFinite, assertMatrix } from "@retrodict/check";
import { stackRows } from "@retrodict/matrix";
import { standardization, standardize } from "@retrodict/nn";
import type { Matrix, Rng } from "@retrodict/spec";
import { shuffledFolds, type Fold } from "./folds.ts";
import type { LabelledPoints } from "./train-classifier.ts";

/** One fold's share of a test. */
export interface FoldTask {
  readonly rng: Rng;
  readonly data: LabelledPoints;
  readonly fold: Fold;
}

/**
 * Both samples as labelled points in units of the reference's mean and standard deviation (a constant column is
 * only centred), one task a fold.
 */
export function foldTasks(
  rng: Rng,
  reference: Matrix,
  samples: Matrix,
  folds: number,
): readonly FoldTask[] {
  check(reference, samples, folds);
  const units = standardization(reference);
  const points = stackRows(standardize(reference, units), standardize(samples, units));
  const labels = new Uint8Array(points.rows).fill(1, reference.rows);
  const data = { points, labels };
  return shuffledFolds(rng.fork("folds"), points.rows, folds).map((fold, i) => ({
    rng: rng.fork(i),
    data,
    fold,
  }));
}

function check(reference: Matrix, samples: Matrix, folds: number): void {
  const { rows, cols } = reference;
  assertCount(folds, "folds", "diagnostics", 2);
  assertMatrix(reference, {}, "reference", "diagnostics");
  assertMatrix(samples, { rows, cols }, "samples", "diagnostics");
  assertFinite(reference.data, "reference", "diagnostics");
  assertFinite(samples.data, "samples", "diagnostics");
  assert(
    cols >= 1 && rows >= Math.max(folds, 2),
    "shape",
    "diagnostics",
    () =>
      `expected reference to have a column and at least as many rows as folds (${folds}), got ${rows} × ${cols}; draw more`,
  );
}
