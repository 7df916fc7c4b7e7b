/*
 * A trained fit as the bytes of one artifact: weights, spaces, history, prior and provenance. Each algorithm names
 * its kind; what an estimator or a prior is comes back from its JSON config, so that reading a file runs nothing of
 * what it holds.
 */
import { decodeArtifact, encodeArtifact, upgrade, type Upgrade } from "@retrodict/artifact";
import { assert } from "@retrodict/check";
import { distributionFromConfig } from "@retrodict/distributions";
import type {
  Distribution,
  DistributionConfig,
  EstimatorConfig,
  Support,
  TrainingHistory,
} from "@retrodict/spec";
import type { ThetaSpace } from "./theta-space.ts";

/** Enough of the prior to notice another one. */
export interface SupportedSpace {
  /** The prior's support. */
  readonly support: Support;
}

/** What every trained fit is made of but its prior: plain data, ready for a file. */
export interface FitArtifact<Theta extends SupportedSpace = ThetaSpace> {
  readonly kind: string;
  /** Rebuilds the estimator. */
  readonly config: EstimatorConfig;
  readonly params: Float32Array;
  /** The space in which the estimator sees theta. */
  readonly theta: Theta;
  readonly history: TrainingHistory;
  readonly excludedRows: number;
}

/** What the files of one kind of fit hold and how they have changed. */
export interface FitFormat {
  readonly kind: string;
  /** The package that errors name. */
  readonly source: string;
  /** From each schema to the next. A change to what a file holds adds a step. */
  readonly steps: readonly Upgrade<Readonly<Record<string, unknown>>>[];
}

export interface SaveOptions {
  /** The one it was fitted under. Without `config` it is not saved, and loading needs it again. */
  readonly prior: Distribution;
  /** Versions, seeds, settings: whatever tells where the fit comes from. */
  readonly provenance?: Readonly<Record<string, unknown>>;
}

/** The schema that is written now. */
export const schemaOf = ({ steps }: FitFormat): number => steps.length + 1;

/** The bytes of a safetensors file from which `decodeFit` restores the artifact, in this version and later ones. */
export function encodeFit<A extends FitArtifact<SupportedSpace>>(
  artifact: A,
  format: FitFormat,
  { prior, provenance = {} }: SaveOptions,
): Uint8Array {
  const { kind, ...fit } = artifact;
  assertOwnPrior(prior, artifact.theta, format.source);
  const value = { schema: schemaOf(format), prior: prior.config ?? null, fit };
  return encodeArtifact({ kind, value, provenance });
}

/**
 * The artifact `encodeFit` wrote and its prior. Throws a `data` error on bytes that are no such file, and an
 * `argument` error where the prior is missing or another one.
 */
export function decodeFit<A extends FitArtifact<SupportedSpace>>(
  bytes: Uint8Array,
  format: FitFormat,
  given?: Distribution,
): { readonly artifact: A; readonly prior: Distribution } {
  const { kind, value } = decodeArtifact(bytes);
  assert(
    kind === format.kind,
    "data",
    format.source,
    () =>
      `expected a file of kind ${JSON.stringify(format.kind)}, got ${JSON.stringify(kind)}; read it with the algorithm that wrote it`,
  );
  const saved = value as Readonly<Record<string, unknown>> & { readonly schema: number };
  const { prior: config, fit } = upgrade(
    saved,
    saved.schema,
    format.steps,
    "the saved fit",
  ) as unknown as { readonly prior: DistributionConfig | null; readonly fit: Omit<A, "kind"> };
  const artifact = { kind, ...fit } as A;
  const prior = given ?? restoredPrior(config, format.source);
  assertOwnPrior(prior, artifact.theta, format.source);
  return { artifact, prior };
}

function restoredPrior(config: DistributionConfig | null, source: string): Distribution {
  assert(
    config !== null,
    "argument",
    source,
    "expected a prior, as the file holds none, got none; pass the one of the fit as prior",
  );
  return distributionFromConfig(config);
}

/** Of a wrong prior most have another support. */
function assertOwnPrior(prior: Distribution, { support }: SupportedSpace, source: string): void {
  const edges = [...prior.support.lower, ...prior.support.upper];
  const expected = [...support.lower, ...support.upper];
  assert(
    edges.length === expected.length && edges.every((edge, i) => edge === expected[i]),
    "argument",
    source,
    () =>
      `expected a prior with lower edges ${support.lower.join(", ")} and upper edges ${support.upper.join(", ")}, got ${prior.support.lower.join(", ")} and ${prior.support.upper.join(", ")}; pass the one of the fit`,
  );
}
