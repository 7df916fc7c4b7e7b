/** What a file is made of. */
export interface Artifact {
  /** What the value is, for whoever reads it: `"snpe"`. */
  readonly kind: string;
  /**
   * A tree of null, booleans, numbers (NaN and infinities too), strings, arrays and plain objects, whose typed arrays
   * (float64, float32, int32, uint32, uint8) and matrices become tensors.
   */
  readonly value: unknown;
  /** Where it comes from: versions, seeds, settings; a tree as well. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

export interface DecodedArtifact extends Artifact {
  /** The version of the file format it was written in. */
  readonly version: number;
}
