import { decodeFit, encodeFit, type FitFormat, type SaveOptions } from "@retrodict/neural-fit";
import type { Distribution } from "@retrodict/spec";
import type { SnreArtifact, SnreFit } from "./types.ts";

/** What the files of `saveFit` hold. */
const format: FitFormat = Object.freeze({
  kind: "snre",
  source: "snre",
  steps: Object.freeze([]),
});

/** The bytes of a safetensors file from which `loadFit` restores the fit, in this version and later ones. */
export function saveFit(fit: SnreFit | SnreArtifact, options: SaveOptions): Uint8Array {
  return encodeFit("artifact" in fit ? fit.artifact : fit, format, options);
}

/** The artifact that `saveFit` wrote, and the prior, if it is not given. */
export function savedArtifact(
  bytes: Uint8Array,
  prior?: Distribution,
): { readonly artifact: SnreArtifact; readonly prior: Distribution } {
  return decodeFit<SnreArtifact>(bytes, format, prior);
}
