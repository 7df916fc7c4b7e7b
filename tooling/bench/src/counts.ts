import { assert } from "@retrodict/check";

/** Positive whole numbers between commas, as flags have them. */
export function counts(flag: string, text: string): readonly number[] {
  const values = text.split(",").map(Number);
  assert(
    values.every((value) => Number.isInteger(value) && value > 0),
    "argument",
    "bench",
    () => `expected --${flag} to be positive whole numbers between commas, got ${text}; pass those`,
  );
  return values;
}
