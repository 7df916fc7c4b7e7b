import { matrix } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";

/** `rows` draws of a normal law with independent columns; the first has this mean, all this standard deviation. */
export function normals(
  rng: Rng,
  [rows, cols]: readonly [rows: number, cols: number],
  { shift = 0, scale = 1 }: { readonly shift?: number; readonly scale?: number } = {},
): Matrix {
  const data = Float64Array.from({ length: rows * cols }, (_, i) => {
    const value = scale * rng.normal();
    return i % cols === 0 ? shift + value : value;
  });
  return matrix(rows, cols, data);
}
