/**
 * How far out every value of a table lies in its column, on a scale on which columns can be compared. Every row is
 * measured against all others in the same way: rows that are exchangeable stay so.
 */
import { column, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/**
 * Minus the number of rows in the smaller tail from the value on, equal ones counting half: the larger, the further
 * out. Distance decides between values of the same rank (less than half a rank), so that one far beyond all others
 * stands out among the extremes of many columns. A missing value (NaN) lies as far out as missing ones are rare, and so does a
 * value where most are missing.
 */
export function outlyingness(table: Matrix): Matrix {
  const out = matrix(table.rows, table.cols);
  for (let j = 0; j < table.cols; j++) {
    const values = column(table, j);
    const tails = tailRanks(values);
    const far = distances(values);
    const present = values.filter(Number.isFinite).length;
    values.forEach((value, i) => {
      // Two tails: as many rows as are in half of what is on either side.
      const rare = (Number.isFinite(value) ? present : values.length - present) / 2;
      out.data[i * table.cols + j] = Math.max(far[i] / 2 - tails[i], -rare);
    });
  }
  return out;
}

/** The largest of each row. */
export function largestPerRow({ rows, cols, data }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    data.subarray(i * cols, (i + 1) * cols).reduce((a, b) => Math.max(a, b), -Infinity),
  );
}

/** Rows in the smaller tail, the own one first and equal ones half; infinite where a value is missing. */
function tailRanks(values: Float64Array): Float64Array {
  const sorted = values.filter(Number.isFinite).sort();
  const from = new Map<number, number>();
  const to = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!from.has(value)) from.set(value, i);
    to.set(value, i + 1);
  });
  return values.map((value) => {
    const [below, end] = [from.get(value), to.get(value)];
    if (below === undefined || end === undefined) return Infinity;
    return 1 + Math.min(below, sorted.length - end) + (end - below - 1) / 2;
  });
}

/**
 * Distance from the median over the root mean square distance of the other values on that side, which follows skewed
 * columns, mapped to 0 … 1.
 */
function distances(values: Float64Array): Float64Array {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return new Float64Array(values.length);
  const [median] = quantiles(finite, [0.5]);
  const sides = [1, -1].map((sign) => {
    const beyond = finite.map((value) => sign * (value - median)).filter((d) => d > 0);
    return { others: beyond.length - 1, squares: beyond.reduce((sum, d) => sum + d * d, 0) };
  });
  return values.map((value) => {
    const distance = Math.abs(value - median);
    if (!(distance > 0)) return 0;
    const { others, squares } = sides[value > median ? 0 : 1];
    const usual = others === 0 ? 0 : Math.sqrt(Math.max(0, squares - distance ** 2) / others);
    return usual === 0 ? 1 : 1 - 1 / (1 + distance / usual);
  });
}
