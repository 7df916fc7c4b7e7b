/*
 * What an embedding network sees of x: traces and sets of trials keep their layout and the proportions of their
 * values, so that one mean and one standard deviation serve all columns.
 */
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

export interface StructuredSpace {
  readonly kind: "structured";
  readonly columns: number;
  /** Over all finite entries, as are the others. */
  readonly mean: number;
  readonly std: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether entries may be absent, which is NaN. */
  readonly absent: boolean;
}

/** The space learned from simulated `x`; `absent` is whether the network reads rows with NaN. */
export function structuredSpace(x: Matrix, absent: boolean): StructuredSpace {
  const present = x.data.filter((value) => Number.isFinite(value));
  const mean = present.reduce((sum, value) => sum + value / present.length, 0);
  const variance = present.reduce((sum, value) => sum + (value - mean) ** 2 / present.length, 0);
  return Object.freeze({
    kind: "structured",
    columns: x.cols,
    mean,
    std: Math.sqrt(variance) || 1,
    lower: present.reduce((a, b) => Math.min(a, b), Infinity),
    upper: present.reduce((a, b) => Math.max(a, b), -Infinity),
    absent,
  });
}

/** Standardised values, those beyond the simulated range at its edge; absent ones stay NaN. */
export function structuredContext(x: Matrix, { mean, std, lower, upper }: StructuredSpace): Matrix {
  const data = x.data.map((value) => (Math.min(Math.max(value, lower), upper) - mean) / std);
  return matrix(x.rows, x.cols, data);
}

/** How many values lie beyond all simulated ones. */
export function outOfStructure(observed: Float64Array, { lower, upper }: StructuredSpace): number {
  return observed.filter((value) => value < lower || value > upper).length;
}
