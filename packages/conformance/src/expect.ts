/** What checks throw. */
import { RetrodictError } from "@retrodict/check";

/** Two lists of numbers must differ by less than `tolerance` everywhere; NaN equals NaN. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  if (actual.length !== expected.length) {
    broken(`${expected.length} numbers of ${what}`, String(actual.length));
  }
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    const bothNaN = Number.isNaN(actual[i]) && Number.isNaN(expected[i]);
    if (!bothNaN && !(difference <= tolerance)) {
      broken(`${what}[${i}] within ${tolerance} of ${expected[i]}`, String(actual[i]));
    }
  }
}

/** Two lists of numbers must be the same, bit by bit but for the sign of zero. */
export function expectSame(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
): void {
  expectClose(actual, expected, 0, what);
}

export function expectTrue(condition: boolean, expected: string, got: string): void {
  if (!condition) broken(expected, got);
}

function broken(expected: string, got: string): never {
  throw new RetrodictError(
    "numeric",
    "conformance",
    `expected ${expected}, got ${got}; see the interface's documentation in @retrodict/spec`,
  );
}
