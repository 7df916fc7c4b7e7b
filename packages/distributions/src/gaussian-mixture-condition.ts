/*
 * Marginals and conditionals of Gaussian mixtures. With the dimensions ordered (free, known) the factor of a component
 * becomes [R, S; 0, T]: T is the factor of the known dimensions' marginal, and given them the free ones have factor R
 * and mean m − R⁻¹ S (known − its mean). So the exact answer for any dimensions in any order is one triangularisation
 * of the factor's columns; taking a block of the factor itself would be right for leading free dimensions only.
 */
import { assert, assertFinite, assertLength } from "@retrodict/check";
import { fromRows, gatherColumns, matmul, matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { logDetFactor, solveFactor, triangularize } from "./gaussian-mixture-factor.ts";
import type { MixtureParts } from "./gaussian-mixture-parts.ts";

/** The marginal of dimensions `dims`, in that order. */
export function marginalParts(parts: MixtureParts, dims: readonly number[]): MixtureParts {
  const dim = parts.means.cols;
  assertDims(dims, dim, dim);
  const order = [...others(dims, dim), ...dims];
  const free = dim - dims.length;
  return {
    logWeights: parts.logWeights,
    means: gatherColumns(parts.means, dims),
    factors: parts.factors.map((factor) => {
      const ordered = triangularize(gatherColumns(factor, order));
      return block(ordered, free, free, dims.length, dims.length);
    }),
  };
}

/** The distribution of the other dimensions, in ascending order, where dimensions `dims` have these values. */
export function conditionParts(
  parts: MixtureParts,
  dims: readonly number[],
  values: ArrayLike<number>,
): MixtureParts {
  const dim = parts.means.cols;
  assertDims(dims, dim, dim - 1);
  assertLength(values, dims.length, "values", "distributions");
  assertFinite(values, "values", "distributions");
  const rest = others(dims, dim);
  const free = rest.length;
  const conditioned = parts.factors.map((factor, k) => {
    const mean = row(parts.means, k);
    const ordered = triangularize(gatherColumns(factor, [...rest, ...dims]));
    const own = block(ordered, 0, 0, free, free);
    const known = block(ordered, free, free, dims.length, dims.length);
    const away = matrix(
      dims.length,
      1,
      Float64Array.from(dims, (j, i) => values[i] - mean[j]),
    );
    const shift = solveFactor(own, matmul(block(ordered, 0, free, free, dims.length), away)).data;
    const square = matmul(known, away).data.reduce((sum, z) => sum + z * z, 0);
    return {
      factor: own,
      mean: rest.map((j, i) => mean[j] - shift[i]),
      logWeight: parts.logWeights[k] + logDetFactor(known) - 0.5 * square,
    };
  });
  return {
    logWeights: Float64Array.from(conditioned, (component) => component.logWeight),
    means: fromRows(conditioned.map((component) => component.mean)),
    factors: conditioned.map((component) => component.factor),
  };
}

function block(m: Matrix, top: number, left: number, rows: number, cols: number): Matrix {
  const out = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const from = (top + i) * m.cols + left;
    out.data.set(m.data.subarray(from, from + cols), i * cols);
  }
  return out;
}

function others(dims: readonly number[], dim: number): number[] {
  return Array.from({ length: dim }, (_, j) => j).filter((j) => !dims.includes(j));
}

function assertDims(dims: readonly number[], dim: number, most: number): void {
  const fit = dims.every((j) => Number.isInteger(j) && j >= 0 && j < dim);
  assert(
    fit && new Set(dims).size === dims.length && dims.length > 0 && dims.length <= most,
    "argument",
    "distributions",
    () =>
      `expected from 1 to ${most} different dimensions between 0 and ${dim - 1}, got [${dims.join(", ")}]; pass each once`,
  );
}
