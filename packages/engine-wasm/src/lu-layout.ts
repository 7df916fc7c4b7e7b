/**
 * The parameters of a linear map L U x + b as the kernels read them: two squares, L by columns and U by
 * rows with the raw numbers on its diagonal, then the biases. Sides are rounded up to 4.
 */
import type { LuWeights } from "@retrodict/tensor";
import type { EntryVisitor } from "./panels.ts";

const TILE = 4;

/** Side of a square, in floats. */
export function luSide(dim: number): number {
  return Math.ceil(dim / TILE) * TILE;
}

/** Length of both squares, in floats. */
export function luFactors(dim: number): number {
  return 2 * luSide(dim) ** 2;
}

/** Length of all parameters, in floats. */
export function luLength(dim: number): number {
  return luFactors(dim) + luSide(dim);
}

/** Visits the parameters in the order of the flat vector. */
export function eachLuEntry({ offset, dim }: LuWeights, visit: EntryVisitor): void {
  const side = luSide(dim);
  const upper = side ** 2;
  let entry = offset;
  for (let i = 0; i < dim; i++) for (let j = 0; j < i; j++) visit(entry++, j * side + i);
  for (let i = 0; i < dim; i++) {
    for (let j = i + 1; j < dim; j++) visit(entry++, upper + i * side + j);
  }
  for (let i = 0; i < dim; i++) visit(entry++, upper + i * side + i);
  for (let i = 0; i < dim; i++) visit(entry++, 2 * upper + i);
}
