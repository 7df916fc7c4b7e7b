import { encodeFit, type SaveOptions } from "@retrodict/neural-fit";
import { formatOf } from "./saved-fit.ts";
import type { SnpeArtifact, SnpeFit } from "./types.ts";

/** The bytes of a safetensors file from which `loadFit` restores the fit, in this version and later ones. */
export function saveFit(fit: SnpeFit | SnpeArtifact, options: SaveOptions): Uint8Array {
  const artifact = "artifact" in fit ? fit.artifact : fit;
  return encodeFit(artifact, formatOf(artifact.kind), options);
}
