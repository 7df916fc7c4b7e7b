/** The arrays a file can hold; named as safetensors names its element types. */
const arrays = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
} as const;

export type Dtype = keyof typeof arrays;

/** A typed array that becomes a tensor. */
export type TensorData = InstanceType<(typeof arrays)[Dtype]>;

/** A typed array and its row-major shape. */
export interface Tensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export const isDtype = (name: unknown): name is Dtype =>
  typeof name === "string" && Object.hasOwn(arrays, name);

export const bytesPerElement = (dtype: Dtype): number => arrays[dtype].BYTES_PER_ELEMENT;

/** The tensor of a typed array, or undefined where it is none that a file can hold. */
export function tensorOf(value: unknown, shape?: readonly number[]): Tensor | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  // The tag, unlike instanceof, also holds for arrays of another frame or thread.
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  const dtype = (Object.keys(arrays) as Dtype[]).find((name) => arrays[name].name === tag);
  if (dtype === undefined) return undefined;
  const data = value as TensorData;
  return { dtype, shape: shape ?? [data.length], data };
}

/** The bytes of an array in memory order: little-endian, as the file's, wherever JavaScript runs today. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: TensorData): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** An array around a copy of these bytes, so that it starts at an aligned address. */
export const arrayOf = (dtype: Dtype, bytes: Uint8Array): TensorData =>
  new arrays[dtype](bytes.slice().buffer);
