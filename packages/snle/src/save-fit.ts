import { decodeFit, encodeFit, type FitFormat, type SaveOptions } from "@retrodict/neural-fit";
import type { Distribution } from "@retrodict/spec";
import type { SnleArtifact, SnleFit } from "./types.ts";

/** What the files of `saveFit` hold. */
const format: FitFormat = Object.freeze({
  kind: "snle",
  source: "snle",
  steps: Object.freeze([]),
});

/** The bytes of a safetensors file from which `loadFit` restores the fit, in this version and later ones. */
export function saveFit(fit: SnleFit | SnleArtifact, options: SaveOptions): Uint8Array {
  return encodeFit("artifact" in fit ? fit.artifact : fit, format, options);
}

/** The artifact that `saveFit` wrote, and the prior, if it is not given. */
export function savedArtifact(
  bytes: Uint8Array,
  prior?: Distribution,
): { readonly artifact: SnleArtifact; readonly prior: Distribution } {
  return decodeFit<SnleArtifact>(bytes, format, prior);
}
