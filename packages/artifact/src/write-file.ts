/*
 * The safetensors layout: the header's length as a little-endian 64-bit integer, a JSON header padded with spaces,
 * and the tensors' bytes one after the other (huggingface/safetensors, README, "Format").
 */
import { BLANK, LENGTH_BYTES, seal } from "./checksum.ts";
import { bytesOf, bytesPerElement } from "./dtypes.ts";
import type { NamedTensor } from "./encode-tree.ts";

/** A sealed safetensors file of these strings and tensors. */
export function writeFile(
  strings: Readonly<Record<string, string>>,
  tensors: readonly NamedTensor[],
): Uint8Array {
  // Wide elements first: then every tensor is aligned, as the data section is.
  const ordered = tensors.toSorted((a, b) => bytesPerElement(b.dtype) - bytesPerElement(a.dtype));
  let size = 0;
  const entries = ordered.map(({ name, dtype, shape, data }) => {
    const data_offsets = [size, (size += data.byteLength)];
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets })}`;
  });
  // In this order: `checksum.ts` relies on what comes first.
  const metadata = JSON.stringify({ format: "retrodict", sha256: BLANK, ...strings });
  const header = padded(`{${[`"__metadata__":${metadata}`, ...entries].join()}}`);

  const file = new Uint8Array(LENGTH_BYTES + header.length + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + header.length;
  for (const { data } of ordered) {
    file.set(bytesOf(data), at);
    at += data.byteLength;
  }
  return seal(file);
}

function padded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const out = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(" ".charCodeAt(0));
  out.set(bytes);
  return out;
}
