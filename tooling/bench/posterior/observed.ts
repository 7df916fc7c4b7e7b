import { assert } from "@retrodict/check";
import { task as taskOf } from "@retrodict/tasks";

/** What a task's published observation of this number is. */
export function observedIn(task: string, observation: number): Float64Array {
  const { observations } = taskOf(task);
  const found = observations[observation - 1];
  assert(
    found !== undefined,
    "range",
    "bench",
    () =>
      `expected an observation from 1 to ${observations.length}, got ${observation}; pass one of those`,
  );
  return found.load().raw;
}
