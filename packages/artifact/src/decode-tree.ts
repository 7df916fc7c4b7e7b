import { matrix } from "@retrodict/matrix";
import type { Tensor } from "./dtypes.ts";
import { DEEPEST, isMarker, MATRIX, NUMBER, numbers, TENSOR, unescapeKey } from "./markers.ts";
import { parseJson } from "./parse-json.ts";
import { refuse } from "./refuse.ts";

/** Hands out the tensor of a name, once. */
export type TakeTensor = (name: unknown) => Tensor;

/** The tree that `encodeTree` wrote as `text`. */
export function decodeTree(text: string, take: TakeTensor): unknown {
  return decode(parseJson(text), 0, take);
}

function decode(node: unknown, depth: number, take: TakeTensor): unknown {
  if (typeof node !== "object" || node === null) return node;
  if (depth > DEEPEST) return refuse(`expected at most ${DEEPEST} levels, got more; do not use it`);
  if (Array.isArray(node)) return node.map((item) => decode(item, depth + 1, take));
  const entries: readonly (readonly [string, unknown])[] = Object.entries(node);
  const marked = entries.find(([key]) => isMarker(key));
  if (marked === undefined)
    return Object.fromEntries(
      entries.map(([key, value]) => [unescapeKey(key), decode(value, depth + 1, take)]),
    );
  const [marker, content] = marked;
  if (entries.length > 1)
    return refuse(`expected ${marker} to stand alone, got ${entries.length} keys; do not use it`);
  return decodeMarked(marker, content, take);
}

function decodeMarked(marker: string, content: unknown, take: TakeTensor): unknown {
  if (marker === TENSOR) return take(content).data;
  if (marker === NUMBER && typeof content === "string" && Object.hasOwn(numbers, content))
    return numbers[content];
  if (marker === MATRIX) {
    const { shape, data } = take(content);
    if (shape.length === 2 && data instanceof Float64Array) return matrix(shape[0], shape[1], data);
  }
  return refuse(
    `expected content of ${marker} it can have, got ${JSON.stringify(content)}; do not use it`,
  );
}
