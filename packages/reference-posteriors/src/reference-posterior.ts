import { assert } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { references } from "./data/index.ts";
import { decode } from "./decode.ts";

/** A task that has reference posteriors; the ids are those of the plugin `@retrodict/tasks`. */
export type ReferenceTask = keyof typeof references;

/** Every task that has reference posteriors, for its observations 1 to 5. */
export const referenceTasks: readonly ReferenceTask[] = Object.freeze(
  Object.keys(references) as ReferenceTask[],
);

/**
 * The published reference samples of a task's posterior given its observation 1 … 5: 10 000 rows, one column per
 * parameter, single precision. Loads that posterior alone, 70 to 450 kB of text. Throws `RetrodictError` on a task or
 * an observation that has none.
 */
export async function referencePosterior(
  task: ReferenceTask | (string & {}),
  observation: number | string,
): Promise<Matrix> {
  assert(
    isReferenceTask(task),
    "name",
    "reference-posteriors",
    () => `expected a task, got "${task}"; pass one of ${referenceTasks.join(", ")}`,
  );
  const { dim, observations } = references[task];
  const load = observations[Number(observation) - 1];
  assert(
    load !== undefined,
    "name",
    "reference-posteriors",
    () =>
      `expected an observation from 1 to ${observations.length}, got ${observation}; pass one of those`,
  );
  const data = await decode((await load()).data, dim);
  return { rows: data.length / dim, cols: dim, data };
}

const isReferenceTask = (name: string): name is ReferenceTask => Object.hasOwn(references, name);
