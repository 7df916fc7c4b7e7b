import { encodeArtifact } from "@retrodict/artifact";
import type { Distribution } from "@retrodict/spec";
import { assertOwnPrior, schema, type SavedFit } from "./saved-fit.ts";
import type { SnpeArtifact, SnpeFit } from "./types.ts";

export interface SaveOptions {
  /** The one it was fitted under. Without `config` it is not saved, and `loadFit` needs it again. */
  readonly prior: Distribution;
  /** Versions, seeds, settings: whatever tells where the fit comes from. */
  readonly provenance?: Readonly<Record<string, unknown>>;
}

/** The bytes of a safetensors file from which `loadFit` restores the fit, in this version and later ones. */
export function saveFit(
  fit: SnpeFit | SnpeArtifact,
  { prior, provenance = {} }: SaveOptions,
): Uint8Array {
  const { kind, ...content } = "artifact" in fit ? fit.artifact : fit;
  assertOwnPrior(prior, content);
  const value: SavedFit = { schema, prior: prior.config ?? null, fit: content };
  return encodeArtifact({ kind, value, provenance });
}
