/*
 * Where the columns of the target go: discrete ones become one-hot codes, side by side in the order of the columns,
 * and the others stay numbers.
 */
import { assert } from "@retrodict/check";
import { gatherColumns, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { DiscreteColumns } from "./config.ts";

export interface DiscreteColumn {
  readonly column: number;
  readonly values: readonly number[];
  /** Its first entry among the codes. */
  readonly first: number;
}

export interface Layout {
  readonly discrete: readonly DiscreteColumn[];
  readonly continuous: readonly number[];
  /** Entries of a row of codes. */
  readonly entries: number;
}

/** A target's discrete columns as codes, and its continuous ones. */
export interface SplitTarget {
  readonly codes: Matrix;
  readonly rest: Matrix;
}

export function layoutOf(targetDim: number, discrete: DiscreteColumns): Layout {
  const columns: DiscreteColumn[] = [];
  const continuous: number[] = [];
  let entries = 0;
  for (let column = 0; column < targetDim; column++) {
    const values = discrete[column];
    if (values === undefined) {
      continuous.push(column);
    } else {
      columns.push({ column, values, first: entries });
      entries += values.length;
    }
  }
  return Object.freeze({ discrete: columns, continuous, entries });
}

/** NaN has NaN for a code; any other value that is not listed throws a `data` error. */
export function splitTarget(target: Matrix, layout: Layout): SplitTarget {
  const { discrete, continuous, entries } = layout;
  const codes = matrix(target.rows, entries);
  for (const { column, values, first } of discrete) {
    const indices = new Map(values.map((value, index) => [value, index]));
    for (let i = 0; i < target.rows; i++) {
      const value = target.data[i * target.cols + column];
      const at = i * entries + first;
      const index = indices.get(value);
      assert(index !== undefined || Number.isNaN(value), "data", "mixed", () =>
        notListed(column, values, value),
      );
      if (index === undefined) codes.data.fill(NaN, at, at + values.length);
      else codes.data[at + index] = 1;
    }
  }
  return { codes, rest: gatherColumns(target, continuous) };
}

function notListed(column: number, values: readonly number[], value: number): string {
  return `expected column ${column} to have values ${values.join(", ")}, got ${value}; list it in discrete, and leave discrete columns as they are, not standardised`;
}
