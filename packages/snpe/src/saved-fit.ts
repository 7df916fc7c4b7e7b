import { assert } from "@retrodict/check";
import type { Upgrade } from "@retrodict/artifact";
import type { Distribution, DistributionConfig } from "@retrodict/spec";
import type { SnpeArtifact } from "./types.ts";

/** What a file of kind `"snpe"` holds. */
export interface SavedFit {
  /** Which version of this interface it is. */
  readonly schema: number;
  /** Null where the prior has no config and must be handed over again. */
  readonly prior: DistributionConfig | null;
  readonly fit: Omit<SnpeArtifact, "kind">;
}

/** From each schema to the next. A change to `SavedFit` or to what it holds adds a step. */
export const schemaSteps: readonly Upgrade<Readonly<Record<string, unknown>>>[] = Object.freeze([]);

/** The schema written. */
export const schema = schemaSteps.length + 1;

/** Of a wrong prior most have another support. */
export function assertOwnPrior(prior: Distribution, { theta }: SavedFit["fit"]): void {
  const { lower, upper } = theta.support;
  const edges = [...prior.support.lower, ...prior.support.upper];
  const expected = [...lower, ...upper];
  assert(
    edges.length === expected.length && edges.every((edge, i) => edge === expected[i]),
    "argument",
    "snpe",
    () =>
      `expected a prior with lower edges ${lower.join(", ")} and upper edges ${upper.join(", ")}, got ${prior.support.lower.join(", ")} and ${prior.support.upper.join(", ")}; pass the one of the fit`,
  );
}
