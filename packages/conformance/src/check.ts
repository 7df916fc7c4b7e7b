import type { Check } from "./types.ts";

export function check(name: string, run: () => void): Check {
  return { name, run };
}

/** What `make` returns, made at the first call. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
