import { RetrodictError } from "@retrodict/check";

/** One step from a version to the next. */
export type Upgrade<T> = (older: T) => T;

/**
 * Content of an older version as the newest, where entry `v − 1` of `steps` takes version v to v + 1: the newest
 * version is one more than there are steps. Throws a `data` error on a version that is newer still, or none.
 */
export function upgrade<T>(
  content: T,
  version: number,
  steps: readonly Upgrade<T>[],
  name: string,
): T {
  const newest = steps.length + 1;
  const exists = Number.isInteger(version) && version >= 1;
  if (exists && version <= newest)
    return steps.slice(version - 1).reduce((older, step) => step(older), content);
  throw new RetrodictError(
    "data",
    "artifact",
    exists
      ? `expected ${name} up to version ${newest}, got version ${version}; update Retrodict`
      : `expected a version of ${name}, got ${version}; write the file again`,
  );
}
