import { assert } from "@retrodict/check";

/** Throws where a list does not have one entry for each of `count` rows or columns. */
export function assertPaired(list: readonly unknown[], count: number, name: string): void {
  assert(
    list.length === count,
    "shape",
    "diagnostics",
    () => `expected ${count} ${name}, got ${list.length}; pass one for each`,
  );
}
