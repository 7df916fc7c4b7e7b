import { assert, assertCount } from "@retrodict/check";
import type { Belief, Experiment } from "./types.ts";

/** Throws `RetrodictError` on candidates that cannot be compared. */
export function checkExperiments(belief: Belief, experiments: readonly Experiment[]): void {
  assertCount(experiments.length, "the number of experiments", "design");
  const names = experiments.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  assert(
    twice === undefined,
    "name",
    "design",
    () => `expected experiments of different names, got ${twice} twice; rename one`,
  );
  for (const { name, simulator } of experiments) {
    const { length } = simulator.info.parameters;
    assert(
      length === belief.dim,
      "shape",
      "design",
      () =>
        `expected ${belief.dim} parameters of ${name}, as the belief has, got ${length}; all experiments are about the same parameters`,
    );
  }
}
