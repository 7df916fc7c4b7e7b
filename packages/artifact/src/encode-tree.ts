import { assert } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { tensorOf, type Tensor } from "./dtypes.ts";
import { DEEPEST, escapeKey, MATRIX, NUMBER, numbers, TENSOR } from "./markers.ts";

export interface NamedTensor extends Tensor {
  readonly name: string;
}

/** JSON text whose typed arrays have gone to `keep`, which names them. Equal trees give equal text. */
export function encodeTree(value: unknown, path: readonly string[], keep: KeepTensor): string {
  return JSON.stringify(encode(value, path, keep));
}

/** Takes the tensor found at a path and returns its name. */
export type KeepTensor = (tensor: Tensor, path: readonly string[]) => string;

function encode(value: unknown, path: readonly string[], keep: KeepTensor): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return encodeNumber(value);
  const tensor = tensorOf(value);
  if (tensor) return { [TENSOR]: keep(tensor, path) };
  assert(path.length < DEEPEST, "argument", "artifact", () => tooDeep(path));
  if (Array.isArray(value))
    return Array.from(value, (item, i) => encode(item, [...path, String(i)], keep));
  assert(isPlainObject(value), "argument", "artifact", () => notPlain(value, path));
  if (isMatrix(value))
    return { [MATRIX]: keep(tensorOf(value.data, [value.rows, value.cols])!, path) };
  const entries = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => [escapeKey(key), encode(value[key], [...path, key], keep)] as const);
  // Makes own properties of all keys, "__proto__" too.
  return Object.fromEntries(entries);
}

function encodeNumber(value: number): unknown {
  const name = Object.keys(numbers).find((key) => Object.is(numbers[key], value));
  return name === undefined ? value : { [NUMBER]: name };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isMatrix(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & Matrix {
  const { rows, cols, data } = value;
  return (
    Object.keys(value).length === 3 &&
    Number.isInteger(rows) &&
    Number.isInteger(cols) &&
    tensorOf(data)?.dtype === "F64" &&
    (data as Float64Array).length === (rows as number) * (cols as number)
  );
}

const nameOf = (path: readonly string[]): string => path.join(".") || "the value itself";

const tooDeep = (path: readonly string[]): string =>
  `expected at most ${DEEPEST} levels, got more at ${nameOf(path.slice(0, 5))}…; flatten the tree, or break its cycle`;

function notPlain(value: unknown, path: readonly string[]): string {
  const type = Object.prototype.toString.call(value).slice(8, -1);
  return `expected null, booleans, numbers, strings, arrays, plain objects and typed arrays, got ${typeof value === "object" ? `an object (${type})` : typeof value} at ${nameOf(path)}; convert it`;
}
