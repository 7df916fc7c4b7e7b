/** The benchmark's simple likelihood with a complex posterior, which has no closed form. */
import { task } from "@retrodict/tasks";
import type { DifferentiableDistribution, Simulator } from "@retrodict/spec";

const { create, prior } = task("slcp");

export const slcp: { readonly simulator: Simulator; readonly prior: DifferentiableDistribution } = {
  simulator: create(),
  prior,
};
