import { decodeTree } from "./decode-tree.ts";
import { readFile } from "./read-file.ts";
import { refuseDamaged } from "./refuse.ts";
import type { DecodedArtifact } from "./types.ts";
import { upgrade } from "./upgrade.ts";
import { formatSteps, type Strings } from "./version.ts";

/**
 * What `encodeArtifact` wrote, in this version or an earlier one; arrays are copies, equal to the last bit. Nothing in
 * a file is ever run. Throws a `data` error on other files, on any that changed, and on versions yet to come.
 */
export function decodeArtifact(bytes: Uint8Array): DecodedArtifact {
  // Without the methods of a subclass, such as Node's Buffer.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { strings, take } = readFile(plain, upgraded);
  const { kind, value, provenance } = upgraded(strings);
  if (typeof kind !== "string" || typeof value !== "string" || typeof provenance !== "string")
    return refuseDamaged("without kind, value or provenance");
  return Object.freeze({
    kind,
    version: Number(strings.version),
    value: decodeTree(value, take),
    provenance: decodeTree(provenance, take) as DecodedArtifact["provenance"],
  });
}

const upgraded = (strings: Strings): Strings =>
  upgrade(strings, Number(strings.version), formatSteps, "the file format");
