/*
 * Reads safetensors files (https://github.com/huggingface/safetensors#format): the length of a JSON header,
 * the header, the arrays. For files of this package; it does not defend itself against malicious ones.
 */
import { assert } from "@retrodict/check";

/** A named array of a file, row-major; integers and booleans become numbers. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface Safetensors {
  readonly arrays: ReadonlyMap<string, NamedArray>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

type Read = (view: DataView, offset: number) => number;
const readers: Readonly<Record<string, { readonly bytes: number; readonly read: Read }>> = {
  F32: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  F64: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  I64: { bytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  BOOL: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
};

/** The arrays of a file by name, and its metadata. */
export function readSafetensors(file: Uint8Array): Safetensors {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(file.subarray(8, start));
  const { __metadata__: metadata, ...entries } = JSON.parse(text) as Record<string, Entry> & {
    readonly __metadata__: Record<string, string>;
  };
  const arrays = new Map<string, NamedArray>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const reader = readers[dtype];
    assert(
      reader !== undefined,
      "data",
      "parity",
      () =>
        `expected ${name} to be one of ${Object.keys(readers).join(", ")}, got ${dtype}; convert it`,
    );
    const length = (data_offsets[1] - data_offsets[0]) / reader.bytes;
    const first = start + data_offsets[0];
    const value = (_: unknown, i: number) => reader.read(view, first + i * reader.bytes);
    arrays.set(name, { shape, data: Float64Array.from({ length }, value) });
  }
  return { arrays, metadata };
}
