/** Numbers as files of a run keep them, where JSON has neither NaN nor typed arrays. */
import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** A number, or null where there is none. */
export type Kept = number | null;

/** Six digits, finer than any plot shows. */
export const kept = (value: number): Kept =>
  Number.isFinite(value) ? Number(value.toPrecision(6)) : null;

export const keptAll = (values: Iterable<number>): readonly Kept[] => Array.from(values, kept);

export const keptRows = (m: Matrix): readonly (readonly Kept[])[] =>
  Array.from({ length: m.rows }, (_, i) => keptAll(row(m, i)));

export const readKept = (values: readonly Kept[]): Float64Array =>
  Float64Array.from(values, (value) => value ?? Number.NaN);

/** Rows of `cols` numbers each. */
export const readRows = (rows: readonly (readonly Kept[])[], cols: number): Matrix =>
  matrix(rows.length, cols, readKept(rows.flat()));

/** JSON, indented, with one line for each list of numbers. */
export function formatJson(record: object): string {
  const text = JSON.stringify(record, undefined, 2);
  return `${text.replaceAll(numberList, (list) => list.replaceAll(/\s+/g, " "))}\n`;
}

const numberList = /\[\s+(?:(?:[-\d.e+]+|null),\s+)*(?:[-\d.e+]+|null)\s+\]/g;
