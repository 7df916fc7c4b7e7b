import { isIntact, isOurs, LENGTH_BYTES } from "./checksum.ts";
import { arrayOf, bytesPerElement, isDtype, type Dtype, type Tensor } from "./dtypes.ts";
import { parseJson } from "./parse-json.ts";
import { refuse, refuseDamaged } from "./refuse.ts";

/** As much as other readers of safetensors accept. */
const LONGEST_HEADER = 100_000_000;

/** Strings by name, and tensors that are copied when taken, each once. */
export interface FileContent {
  readonly strings: Readonly<Record<string, unknown>>;
  readonly take: (name: unknown) => Tensor;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a file of `writeFile`. `assertVersion` sees the strings before anything else of them is used: a later
 * version may have changed all but the first characters.
 */
export function readFile(bytes: Uint8Array, assertVersion: (strings: Json) => void): FileContent {
  if (!isOurs(bytes))
    refuse(
      `expected an artifact that Retrodict wrote, got ${bytes.length} bytes of something else; pass a file of encodeArtifact`,
    );
  const length = headerLength(bytes);
  const data = LENGTH_BYTES + length;
  const { __metadata__: strings, ...tensors } = parseHeader(bytes.subarray(LENGTH_BYTES, data));
  if (!isJson(strings)) return refuseDamaged("without metadata");
  assertVersion(strings);
  if (!isIntact(bytes)) refuseDamaged("whose checksum differs");
  return {
    strings,
    take: tensorTaker(readLayout(tensors, bytes.length - data), bytes.subarray(data)),
  };
}

function headerLength(bytes: Uint8Array): number {
  const length = Number(
    new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true),
  );
  return length <= Math.min(LONGEST_HEADER, bytes.length - LENGTH_BYTES)
    ? length
    : refuseDamaged(`of ${bytes.length} bytes with a header of ${length}`);
}

function parseHeader(bytes: Uint8Array): Json {
  let header: unknown;
  try {
    header = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    refuseDamaged("whose header cannot be read", error);
  }
  return isJson(header) ? header : refuseDamaged("whose header is not an object");
}

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;

interface Place {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** Where each tensor lies; they must fill `size` bytes one after the other. */
function readLayout(tensors: Json, size: number): Map<string, Place> {
  const places = new Map(
    Object.entries(tensors).map(([name, info]) => [name, readPlace(name, info)]),
  );
  const ordered = [...places.values()].sort((a, b) => a.begin - b.begin || a.end - b.end);
  const filled = ordered.reduce((at, { begin, end }) => (begin === at ? end : Number.NaN), 0);
  if (filled !== size) refuseDamaged(`whose tensors do not fill its ${size} bytes of data`);
  return places;
}

function readPlace(name: string, info: unknown): Place {
  const { dtype, shape, data_offsets: offsets } = isJson(info) ? info : {};
  if (isDtype(dtype) && isCounts(shape) && isCounts(offsets) && offsets.length === 2) {
    const [begin, end] = offsets;
    const size = shape.reduce((product, n) => product * n, bytesPerElement(dtype));
    if (end - begin === size) return { dtype, shape, begin, end };
  }
  return refuseDamaged(`whose tensor ${JSON.stringify(name)} has an impossible place or type`);
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

function tensorTaker(places: Map<string, Place>, data: Uint8Array): FileContent["take"] {
  return (name) => {
    const place = typeof name === "string" ? places.get(name) : undefined;
    if (typeof name !== "string" || place === undefined)
      return refuseDamaged(`that refers to tensor ${JSON.stringify(name)}, not there or taken`);
    places.delete(name);
    const { dtype, shape, begin, end } = place;
    return { dtype, shape, data: arrayOf(dtype, data.subarray(begin, end)) };
  };
}
