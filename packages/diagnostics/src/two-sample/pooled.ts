import { assert, assertFinite, assertMatrix } from "@retrodict/check";
import { stackRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Two samples, one below the other; throws unless both have points, finite and of the same dimension. */
export function pooled(x: Matrix, y: Matrix): Matrix {
  assertMatrix(x, {}, "x", "diagnostics");
  assertMatrix(y, { rows: y.rows, cols: x.cols }, "y", "diagnostics");
  assert(
    x.rows > 0 && y.rows > 0 && x.cols > 0,
    "shape",
    "diagnostics",
    () =>
      `expected points in both samples, got ${x.rows} × ${x.cols} and ${y.rows} × ${y.cols}; draw some`,
  );
  assertFinite(x.data, "x", "diagnostics");
  assertFinite(y.data, "y", "diagnostics");
  return stackRows(x, y);
}
