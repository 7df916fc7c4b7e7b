/* A learned validity as the bytes of one versioned, checksummed file; reading it runs nothing of what it holds. */
import { decodeArtifact, encodeArtifact, upgrade, type Upgrade } from "@retrodict/artifact";
import { assert } from "@retrodict/check";
import { restoreValidity, type RestoreOptions } from "./restore-validity.ts";
import type { Validity, ValidityArtifact } from "./types.ts";

type Saved = Readonly<Record<string, unknown>>;

/** From each schema to the next. A change to what a file holds adds a step. */
const steps: readonly Upgrade<Saved>[] = [];

export interface SaveValidityOptions {
  /** Versions, seeds, settings: whatever tells where it comes from. */
  readonly provenance?: Readonly<Record<string, unknown>>;
}

/** The bytes of a safetensors file from which `loadValidity` restores it, in this version and later ones. */
export function saveValidity(
  { artifact }: Pick<Validity, "artifact">,
  { provenance = {} }: SaveValidityOptions = {},
): Uint8Array {
  const { kind, ...learned } = artifact;
  return encodeArtifact({ kind, value: { schema: steps.length + 1, learned }, provenance });
}

/** What `saveValidity` wrote. Throws a `data` error on bytes that are no such file. */
export function loadValidity(bytes: Uint8Array, options: RestoreOptions = {}): Validity {
  const { kind, value } = decodeArtifact(bytes);
  assert(
    kind === "validity",
    "data",
    "validity",
    () => `expected a file of kind "validity", got ${JSON.stringify(kind)}; read it with its owner`,
  );
  const saved = value as Saved & { readonly schema: number };
  const { learned } = upgrade<Saved>(saved, saved.schema, steps, "the saved validity");
  return restoreValidity(
    { kind: "validity", ...(learned as Omit<ValidityArtifact, "kind">) },
    options,
  );
}
