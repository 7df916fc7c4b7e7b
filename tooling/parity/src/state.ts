/** The named arrays of a Python network (torch's `state_dict`), and the linear layers among them. */
import { assert } from "@retrodict/check";
import type { NamedArray } from "./safetensors.ts";

export type State = ReadonlyMap<string, NamedArray>;

/** `y = (mask ∘ weight) x + bias`; `weight` and `mask` are `outputs × inputs`, row-major. */
export interface Linear {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly mask?: Uint8Array;
}

/** The values of the array `name`; throws if there is none. */
export function values(state: State, name: string): Float64Array {
  const array = state.get(name);
  assert(
    array !== undefined,
    "name",
    "parity",
    () => `expected an array ${name}, got only ${[...state.keys()].join(", ")}; check the case`,
  );
  return array.data;
}

/** The integers that follow `prefix` in names, ascending: which modules a list of modules holds. */
export function numbered(state: State, prefix: string): number[] {
  const found = [...state.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number.parseInt(name.slice(prefix.length), 10));
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The linear layer whose arrays are `name.weight`, `name.bias` and, if it is masked, `name.mask`. */
export function linear(state: State, name: string): Linear {
  const bias = values(state, `${name}.bias`);
  const weight = values(state, `${name}.weight`);
  const mask = state.get(`${name}.mask`);
  const sizes = { outputs: bias.length, inputs: weight.length / bias.length };
  return { ...sizes, weight, bias, ...(mask && { mask: Uint8Array.from(mask.data) }) };
}

/** The arrays of the linear layer `name`, in the order in which our dense layers hold them. */
export function weightAndBias(state: State, name: string): readonly [Float64Array, Float64Array] {
  return [values(state, `${name}.weight`), values(state, `${name}.bias`)];
}

/** One flat vector of these arrays. */
export function flat(arrays: readonly Float64Array[]): Float32Array {
  return Float32Array.from(arrays.flatMap((array) => [...array]));
}
