import type { Matrix } from "@retrodict/spec";
import { RetrodictError, type ErrorCode } from "./error.ts";

/** Throws `RetrodictError` unless `condition` holds. */
export function assert(
  condition: boolean,
  code: ErrorCode,
  source: string,
  message: string | (() => string),
): asserts condition {
  if (condition) return;
  throw new RetrodictError(code, source, typeof message === "string" ? message : message());
}

/** `value` must be an integer of at least `minimum`. */
export function assertCount(value: number, name: string, source: string, minimum = 1): void {
  assert(
    Number.isInteger(value) && value >= minimum,
    "range",
    source,
    () =>
      `expected ${name} to be an integer of at least ${minimum}, got ${value}; pass a whole number`,
  );
}

/** `value` must be finite and lie in `[lower, upper]`. */
export function assertRange(
  value: number,
  lower: number,
  upper: number,
  name: string,
  source: string,
): void {
  assert(
    Number.isFinite(value) && value >= lower && value <= upper,
    "range",
    source,
    () =>
      `expected ${name} between ${lower} and ${upper}, got ${value}; pass a number in that range`,
  );
}

/** `value` must be finite and above zero. */
export function assertPositive(value: number, name: string, source: string): void {
  assert(
    Number.isFinite(value) && value > 0,
    "range",
    source,
    () => `expected ${name} to be positive and finite, got ${value}; pass a number above zero`,
  );
}

/** `values` must hold exactly `length` numbers. */
export function assertLength(
  values: ArrayLike<number>,
  length: number,
  name: string,
  source: string,
): void {
  assert(
    values.length === length,
    "shape",
    source,
    () =>
      `expected ${name} of length ${length}, got ${values.length}; pass one value per dimension`,
  );
}

/** `matrix` must be consistent and, where given, have these rows and columns. */
export function assertMatrix(
  matrix: Matrix,
  expected: { readonly rows?: number; readonly cols?: number },
  name: string,
  source: string,
): void {
  const { rows, cols, data } = matrix;
  assert(
    data.length === rows * cols,
    "shape",
    source,
    () =>
      `expected ${name}.data of length ${rows} × ${cols} = ${rows * cols}, got ${data.length}; rebuild the matrix`,
  );
  const wantedRows = expected.rows ?? rows;
  const wantedCols = expected.cols ?? cols;
  assert(
    rows === wantedRows && cols === wantedCols,
    "shape",
    source,
    () =>
      `expected ${name} of shape ${wantedRows} × ${wantedCols}, got ${rows} × ${cols}; rows pair up and nothing broadcasts`,
  );
}

/** Every value must be finite. */
export function assertFinite(values: ArrayLike<number>, name: string, source: string): void {
  for (let i = 0; i < values.length; i++) {
    assert(
      Number.isFinite(values[i]),
      "data",
      source,
      () => `expected ${name} to be finite, got ${values[i]} at index ${i}; remove or replace it`,
    );
  }
}
