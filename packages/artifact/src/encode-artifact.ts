import { assert } from "@retrodict/check";
import type { Tensor } from "./dtypes.ts";
import { encodeTree, type NamedTensor } from "./encode-tree.ts";
import { tensorNames } from "./tensor-names.ts";
import type { Artifact } from "./types.ts";
import { formatVersion } from "./version.ts";
import { writeFile } from "./write-file.ts";

/**
 * The bytes of a safetensors file of an artifact: the same for equal trees, whatever the order of their keys. Throws
 * an `argument` error on what a file cannot hold; properties that are undefined are left out, as in JSON.
 */
export function encodeArtifact({ kind, value, provenance }: Artifact): Uint8Array {
  assert(
    kind !== "",
    "argument",
    "artifact",
    "expected a kind, got an empty string; say what it is",
  );
  const nameFor = tensorNames(["__metadata__"]);
  const tensors: NamedTensor[] = [];
  const keep = (tensor: Tensor, path: readonly string[]): string => {
    const name = nameFor(path);
    tensors.push({ ...tensor, name });
    return name;
  };
  const strings = {
    version: String(formatVersion),
    kind,
    value: encodeTree(value, [], keep),
    provenance: encodeTree(provenance, ["provenance"], keep),
  };
  return writeFile(strings, tensors);
}
